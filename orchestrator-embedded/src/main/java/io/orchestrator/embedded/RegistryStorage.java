package io.orchestrator.embedded;

/** Where a registry keeps its schemas. */
public sealed interface RegistryStorage {

    /** The name Confluent's registry uses, so that one could take the topic over. */
    String DEFAULT_TOPIC = "_schemas";

    /** Gone when the registry stops. */
    record Memory() implements RegistryStorage {}

    /**
     * A compacted topic of one partition, created where it is missing, read at the start, written by one registry at a
     * time: a second one on the same topic fences the first.
     *
     * @param bootstrapServers the brokers, {@code host:port} separated by commas
     * @param topic the topic, usually {@value RegistryStorage#DEFAULT_TOPIC}
     */
    record Topic(String bootstrapServers, String topic) implements RegistryStorage {}
}
