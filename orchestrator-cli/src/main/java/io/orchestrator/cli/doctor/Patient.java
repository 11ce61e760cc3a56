package io.orchestrator.cli.doctor;

import io.orchestrator.coordinator.runtime.StreamsOptions;
import io.orchestrator.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What is examined.
 *
 * @param bootstrap Kafka's address
 * @param registryUrl the schema registry's
 * @param topics the names
 * @param queues of step commands, at least one
 * @param jobPartitions as the settings ask; empty where what is there is right
 * @param commandPartitions as the settings ask; empty where what is there is right
 * @param replicas as the settings ask; empty for as many as the brokers allow, up to 3
 * @param partitions of topics that are not there and that no setting tells
 * @param kafka client settings of the user
 * @param streams how Kafka Streams would run with the user's settings
 */
public record Patient(
        String bootstrap,
        String registryUrl,
        Topics topics,
        List<String> queues,
        OptionalInt jobPartitions,
        OptionalInt commandPartitions,
        OptionalInt replicas,
        int partitions,
        Map<String, String> kafka,
        StreamsOptions streams) {

    public Patient {
        queues = List.copyOf(queues);
        kafka = Map.copyOf(kafka);
    }

    /** Client settings may hold credentials: only the places are shown. */
    @Override
    public String toString() {
        return "Patient[" + bootstrap + ", " + registryUrl + "]";
    }
}
