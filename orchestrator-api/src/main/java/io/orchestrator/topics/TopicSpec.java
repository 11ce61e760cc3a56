package io.orchestrator.topics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One topic as it should be.
 *
 * @param name with the prefix
 * @param partitions how many
 * @param configs Kafka's topic settings by name, in the order in which they are shown
 */
public record TopicSpec(String name, int partitions, Map<String, String> configs) {
    public TopicSpec {
        configs = Collections.unmodifiableMap(new LinkedHashMap<>(configs));
    }
}
