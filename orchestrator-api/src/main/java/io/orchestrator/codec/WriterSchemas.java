package io.orchestrator.codec;

import io.orchestrator.registry.SchemaRegistryClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** The registry with the ids of the subjects that this process writes. Thread-safe. */
final class WriterSchemas {

    static final String COMPATIBILITY = "BACKWARD_TRANSITIVE";

    private final SchemaRegistryClient registry;
    /** Bounded by the number of topics written. */
    private final Map<String, Integer> idsBySubject = new ConcurrentHashMap<>();

    WriterSchemas(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /** Registers on the first call for the topic. */
    int idOf(String topic, Schema schema) {
        var known = idsBySubject.get(topic);
        return known != null ? known : idsBySubject.computeIfAbsent(topic, t -> registry.register(subject(t), schema));
    }

    /** Registers with the rule that every later version must read every earlier one. */
    void publish(String topic, Schema schema) {
        registry.setCompatibility(subject(topic), COMPATIBILITY);
        idOf(topic, schema);
    }

    Schema byId(int id) {
        return registry.schemaById(id);
    }

    private static String subject(String topic) {
        return topic + "-value";
    }
}
