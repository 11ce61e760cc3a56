package io.orchestrator.topics;

/**
 * Where a topic or share group is not as the manifest asks.
 *
 * @param resource its name
 * @param setting {@link #EXISTS}, {@link #PARTITIONS}, {@link #REPLICAS}, or a setting by Kafka's name
 * @param found what it is
 * @param wanted what it should be
 */
public record TopicDifference(String resource, String setting, String found, String wanted) {

    /** Whether it is there. */
    public static final String EXISTS = "exists";

    /** How many partitions it has. */
    public static final String PARTITIONS = "partitions";

    /** How many copies of each partition there are. */
    public static final String REPLICAS = "replicas";
}
