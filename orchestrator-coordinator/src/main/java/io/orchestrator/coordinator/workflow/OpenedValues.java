package io.orchestrator.coordinator.workflow;

import io.orchestrator.artifact.LargeValues;
import io.orchestrator.engine.Keeper;
import io.orchestrator.language.value.Opener;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.SealedText;
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

    /**
     * Takes what is large out of what one job's events tell; what is sealed stays, since workers look for it. Throws
     * {@link io.orchestrator.artifact.ArtifactException} where a value cannot be written.
     */
    public Keeper keeper(String jobId) {
        return values.store().isEmpty() ? Keeper.NONE : new JobKeeper(values, jobId);
    }

    private record JobKeeper(LargeValues values, String jobId) implements Keeper {
        private static final LargeValues.Stays SEALED = text -> text.contains(SealedText.PREFIX);

        @Override
        public Value.Dict keep(Value.Dict dict) {
            return values.keep(jobId, dict, SEALED);
        }

        @Override
        public Value.Array keepEach(Value.Array items) {
            return values.keepEach(jobId, items, SEALED);
        }
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
