package io.orchestrator.coordinator.wire;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * The partition of a job: murmur2 of the key as Kafka's Java producer takes it.
 *
 * @param partitions of every topic that is keyed by job id
 */
record Partitioning(int partitions) {

    int of(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
