package io.orchestrator.coordinator;

import io.orchestrator.coordinator.http.Backend;
import io.orchestrator.coordinator.http.Placement;
import io.orchestrator.coordinator.store.StateDump;
import io.orchestrator.coordinator.store.StateReader;
import io.orchestrator.coordinator.store.Stores;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/**
 * Where the state of jobs is among the coordinators, and what this one has of it.
 *
 * @param streams of this coordinator
 * @param topic one whose partitions are those of the stores
 * @param partitions how many it has
 * @param address of this coordinator's HTTP API, {@code host:port}; empty where others do not know it
 */
record StatePlaces(KafkaStreams streams, String topic, int partitions, Optional<String> address) {

    Placement of(String jobId) {
        if (owns(jobId)) {
            return new Placement.Here();
        }
        try {
            return elsewhere(jobId, streams.queryMetadataForKey(Stores.ROOTS, jobId, new StringSerializer()));
        } catch (IllegalStateException e) {
            return new Placement.Unknown("the coordinator is " + streams.state() + "; ask again in a moment");
        }
    }

    private boolean owns(String jobId) {
        var number = Utils.toPositive(Utils.murmur2(jobId.getBytes(StandardCharsets.UTF_8))) % partitions;
        var partition = new TopicPartition(topic, number);
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .anyMatch(task -> task.topicPartitions().contains(partition));
    }

    private Placement elsewhere(String jobId, KeyQueryMetadata found) {
        var hosts = new LinkedHashSet<String>();
        if (!KeyQueryMetadata.NOT_AVAILABLE.equals(found)) {
            add(hosts, found.activeHost());
            found.standbyHosts().forEach(host -> add(hosts, host));
        }
        if (!hosts.isEmpty()) {
            return new Placement.Elsewhere(List.copyOf(hosts));
        }
        return new Placement.Unknown("no coordinator is known that keeps job " + jobId
                + ": its partition is being moved, and it helps to ask again in a moment; or coordinators do not tell their"
                + " addresses: set coordinator.http.port, or coordinator.http.advertised, on each");
    }

    private void add(LinkedHashSet<String> hosts, HostInfo host) {
        var name = host.host() + ":" + host.port();
        if (host.port() > 0 && address.filter(name::equals).isEmpty()) {
            hosts.add(name);
        }
    }

    /** What this process has of a job, as the owner or as a copy. */
    Optional<StateDump> read(String jobId) {
        try {
            var reader = new StateReader(
                    store(Stores.HEADERS, QueryableStoreTypes.keyValueStore()),
                    store(Stores.ROOTS, QueryableStoreTypes.keyValueStore()),
                    store(Stores.STEPS, QueryableStoreTypes.keyValueStore()),
                    store(Stores.DOCUMENTS, QueryableStoreTypes.keyValueStore()));
            return reader.read(jobId);
        } catch (InvalidStateStoreException | StateReader.UnreadableJobException e) {
            throw new Backend.NotReadyException("job " + jobId + " cannot be read: " + e.getMessage(), e);
        }
    }

    private <S> S store(String name, QueryableStoreType<S> type) {
        return streams.store(StoreQueryParameters.fromNameAndType(name, type).enableStaleStores());
    }
}
