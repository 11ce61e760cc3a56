package io.orchestrator.coordinator.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How Kafka Streams runs. What each setting costs is in {@code docs/tuning.md}.
 *
 * @param stateDir the folder of local state; stable over restarts, or all state is read again from Kafka
 * @param store where state is kept
 * @param threads stream threads of this process, at least 1
 * @param commitInterval how long a transaction collects; readers of committed records wait about this long
 * @param poll how long a thread waits for records at most; a lone transaction ends no sooner
 * @param linger how long the producer waits for more records to a batch
 * @param timerInterval the time between two looks at the timers, at least
 * @param standbyReplicas copies of the state in other processes
 * @param replicationFactor of internal topics; -1 leaves it to the broker
 * @param groupProtocol how members agree on partitions
 * @param restarts stream threads replaced within ten minutes before the process gives up
 * @param cacheBytes records kept in memory before they go to the store, all stores together
 * @param overrides Kafka Streams' own settings, by their names; they win
 */
public record StreamsOptions(
        Path stateDir,
        StoreKind store,
        int threads,
        Duration commitInterval,
        Duration poll,
        Duration linger,
        Duration timerInterval,
        int standbyReplicas,
        int replicationFactor,
        GroupProtocol groupProtocol,
        int restarts,
        long cacheBytes,
        Map<String, String> overrides) {

    /** Where state is kept. Both are restored from Kafka. */
    public enum StoreKind {
        /** On disk: a clean restart goes on at once. */
        ROCKSDB,
        /** In the heap: every restart reads all state again. */
        MEMORY
    }

    /** How members agree on partitions. */
    public enum GroupProtocol {
        /** KIP-1071: the broker assigns. */
        STREAMS,
        /** The older one, for brokers without the new one and for changes of the topology. */
        CLASSIC
    }

    private static final long MIB = 1024L * 1024;

    public StreamsOptions {
        overrides = Map.copyOf(overrides);
        if (threads < 1 || standbyReplicas < 0 || restarts < 0 || cacheBytes < 0) {
            throw new IllegalArgumentException("threads " + threads + ", standby replicas " + standbyReplicas
                    + ", restarts " + restarts + ", cache bytes " + cacheBytes + ": at least 1, 0, 0 and 0");
        }
    }

    /** One thread, a commit every 25 ms, state on disk. */
    public static StreamsOptions defaults(Path stateDir) {
        return new StreamsOptions(
                stateDir,
                StoreKind.ROCKSDB,
                1,
                Duration.ofMillis(25),
                Duration.ofMillis(5),
                Duration.ZERO,
                Duration.ofMillis(10),
                0,
                -1,
                GroupProtocol.STREAMS,
                30,
                32 * MIB,
                Map.of());
    }
}
