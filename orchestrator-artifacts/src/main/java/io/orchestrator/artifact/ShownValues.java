package io.orchestrator.artifact;

import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.KeptValues;
import io.orchestrator.model.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The smaller of a job's large values, for one document that people read. Used by one thread. */
public final class ShownValues implements KeptValues {

    /** The largest value that is shown, bytes. */
    public static final long MAX_BYTES = 1_000_000;

    /** The most bytes of one document. */
    static final long MAX_TOTAL_BYTES = 16L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(ShownValues.class);

    private final LargeValues values;
    private final Map<ArtifactMark, Optional<Value>> opened = new HashMap<>();
    private long bytes;

    public ShownValues(LargeValues values) {
        this.values = values;
    }

    @Override
    public Optional<Value> open(String jobId, ArtifactMark mark) {
        var known = opened.get(mark);
        if (known != null) {
            return known;
        }
        if (values.store().isEmpty() || mark.bytes() > MAX_BYTES || bytes + mark.bytes() > MAX_TOTAL_BYTES) {
            return Optional.empty();
        }
        bytes += mark.bytes();
        var value = read(jobId, mark);
        opened.put(mark, value);
        return value;
    }

    /** Whoever reads sees a reference then, and finds out why by asking for it. */
    private Optional<Value> read(String jobId, ArtifactMark mark) {
        try {
            return Optional.of(values.open(jobId, mark));
        } catch (ArtifactException e) {
            LOG.warn("a value of job {} is shown as a reference: {}", jobId, e.getMessage());
            return Optional.empty();
        }
    }
}
