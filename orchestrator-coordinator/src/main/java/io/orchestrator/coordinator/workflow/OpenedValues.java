package io.orchestrator.coordinator.workflow;

import io.orchestrator.artifact.LargeValues;
import io.orchestrator.engine.Artifacts;
import io.orchestrator.language.value.Opener;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** Large values: those that expressions looked into last, for all stream threads of this process. Thread-safe. */
public final class OpenedValues {

    /** Bytes of content that are kept at once; as values they take several times as much. */
    static final long MAX_BYTES = 32L << 20;

    private final LargeValues values;
    private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;

    private record Key(String jobId, ArtifactMark mark) {}

    private record Kept(Value value, long bytes) {}

    public OpenedValues(LargeValues values) {
        this.values = values;
    }

    /** Where they come from. */
    public LargeValues values() {
        return values;
    }

    /** Opens the marks of one job; throws {@link io.orchestrator.artifact.ArtifactException} where a value cannot be had. */
    public Opener of(String jobId) {
        return values.store().isEmpty() ? Opener.NONE : mark -> open(new Key(jobId, mark));
    }

    /** For one decision about one job; throws {@link io.orchestrator.artifact.ArtifactException} as {@link #of} does. */
    public Artifacts artifacts(String jobId) {
        return values.store().isEmpty() ? Artifacts.NONE : new Artifacts(of(jobId), new JobKeeper(values, jobId));
    }

    private Value open(Key key) {
        synchronized (this) {
            var found = kept.get(key);
            if (found != null) {
                return found.value();
            }
        }
        var value = values.open(key.jobId(), key.mark());
        put(key, value);
        return value;
    }

    private synchronized void put(Key key, Value value) {
        var bytes = key.mark().bytes();
        var before = kept.put(key, new Kept(value, bytes));
        keptBytes += before == null ? bytes : 0;
        var oldest = kept.entrySet().iterator();
        while (keptBytes > MAX_BYTES && kept.size() > 1) {
            keptBytes -= oldest.next().getValue().bytes();
            oldest.remove();
        }
    }
}
