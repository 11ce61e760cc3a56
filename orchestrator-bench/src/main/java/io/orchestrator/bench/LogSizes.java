package io.orchestrator.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;

/** How large the broker's logs are, as it says itself. */
record LogSizes(Map<String, Long> bytesByTopic) {

    private static final String CHANGELOG = "-changelog";

    LogSizes {
        bytesByTopic = Map.copyOf(bytesByTopic);
    }

    /** The sizes of now; one replica of each partition is counted, as there is one broker. */
    static LogSizes now(Admin admin) throws InterruptedException {
        try {
            var brokers = admin.describeCluster().nodes().get().stream()
                    .map(node -> node.id())
                    .toList();
            var bytes = new HashMap<String, Long>();
            for (var folders :
                    admin.describeLogDirs(brokers).allDescriptions().get().values()) {
                for (LogDirDescription folder : folders.values()) {
                    folder.replicaInfos()
                            .forEach((partition, replica) -> bytes.merge(partition.topic(), replica.size(), Long::sum));
                }
            }
            return new LogSizes(bytes);
        } catch (ExecutionException e) {
            throw new BenchException("the broker does not tell the sizes of its logs: " + e.getCause());
        }
    }

    /** Bytes of all changelogs of stores: what a coordinator reads to have its state again. */
    long changelogs() {
        return bytesByTopic.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(CHANGELOG))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    long topic(String name) {
        return bytesByTopic.getOrDefault(name, 0L);
    }
}
