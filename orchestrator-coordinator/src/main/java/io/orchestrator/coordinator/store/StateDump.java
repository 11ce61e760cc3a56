package io.orchestrator.coordinator.store;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;

/**
 * Everything that is stored of one job, byte for byte.
 *
 * @param headers by key
 * @param root the job's root
 * @param leaves by key, in byte order, of every generation; the roots that checkpoints keep among them
 * @param document that the job runs, where it was never published
 */
public record StateDump(
        SortedMap<String, Bytes> headers, Bytes root, SortedMap<Bytes, Bytes> leaves, Optional<String> document) {

    public StateDump {
        headers = new TreeMap<>(headers);
        leaves = new TreeMap<>(leaves);
    }
}
