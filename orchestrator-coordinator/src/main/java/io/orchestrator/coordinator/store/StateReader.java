package io.orchestrator.coordinator.store;

import io.orchestrator.coordinator.state.StateKeys;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Reads all of one job from the stores, while their owner writes them.
 *
 * @param headers as {@link Stores#HEADERS}
 * @param roots as {@link Stores#ROOTS}
 * @param leaves as {@link Stores#STEPS}
 * @param documents as {@link Stores#DOCUMENTS}
 */
public record StateReader(
        ReadOnlyKeyValueStore<String, byte[]> headers,
        ReadOnlyKeyValueStore<String, byte[]> roots,
        ReadOnlyKeyValueStore<byte[], byte[]> leaves,
        ReadOnlyKeyValueStore<String, byte[]> documents) {

    /** The most bytes of keys and values that are read of one job. */
    public static final int MAX_BYTES = 64 * 1024 * 1024;

    /** How often it is read again where the job changed meanwhile. */
    private static final int MAX_TRIES = 10;

    /** The job cannot be read; the message is for people. */
    public static final class UnreadableJobException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableJobException(String message) {
            super(message);
        }
    }

    /**
     * The job as it was at one moment; empty where it is not stored here.
     *
     * @throws UnreadableJobException where it is too large, or changes all the time
     */
    public Optional<StateDump> read(String jobId) {
        for (int i = 0; i < MAX_TRIES; i++) {
            var before = roots.get(jobId);
            if (before == null) {
                return Optional.empty();
            }
            var dump = dump(jobId, before);
            // The root is written last, with every change.
            if (Arrays.equals(before, roots.get(jobId))) {
                return Optional.of(dump);
            }
        }
        throw new UnreadableJobException("job " + jobId + " changes faster than it can be read; ask again");
    }

    private StateDump dump(String jobId, byte[] root) {
        var bytes = root.length;
        var foundHeaders = new TreeMap<String, Bytes>();
        var first = headers.get(jobId);
        if (first != null) {
            foundHeaders.put(jobId, Bytes.wrap(first));
        }
        try (var range = headers.range(jobId + '\0', jobId + '\1')) {
            range.forEachRemaining(header -> foundHeaders.put(header.key, Bytes.wrap(header.value)));
        }
        var foundLeaves = new TreeMap<Bytes, Bytes>();
        try (var range = leaves.range(StateKeys.first(jobId), StateKeys.last(jobId))) {
            while (range.hasNext()) {
                var leaf = range.next();
                bytes += leaf.key.length + leaf.value.length;
                if (bytes > MAX_BYTES) {
                    throw new UnreadableJobException("job " + jobId + " has more than " + MAX_BYTES
                            + " bytes of state: too much for one answer");
                }
                foundLeaves.put(Bytes.wrap(leaf.key), Bytes.wrap(leaf.value));
            }
        }
        var document = Optional.ofNullable(documents.get(jobId)).map(text -> new String(text, StandardCharsets.UTF_8));
        return new StateDump(foundHeaders, Bytes.wrap(root), foundLeaves, document);
    }
}
