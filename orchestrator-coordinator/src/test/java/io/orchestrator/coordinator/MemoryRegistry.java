package io.orchestrator.coordinator;

import io.orchestrator.registry.SchemaRegistryClient;
import io.orchestrator.registry.SchemaRegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** A schema registry in memory. */
public final class MemoryRegistry implements SchemaRegistryClient {

    private final List<Schema> schemas = new ArrayList<>();
    private final Map<String, Integer> versions = new TreeMap<>();
    private int unanswered;

    /** The next questions for a schema find nobody. */
    public synchronized void goAway(int questions) {
        unanswered = questions;
    }

    /** Whether there is a question left that will find nobody. */
    public synchronized boolean away() {
        return unanswered > 0;
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        versions.merge(subject, 1, Integer::max);
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    @Override
    public synchronized Schema schemaById(int id) {
        if (unanswered > 0) {
            unanswered--;
            throw new SchemaRegistryException(SchemaRegistryException.NO_ANSWER, 0, "the registry is away");
        }
        if (id < 1 || id > schemas.size()) {
            throw new SchemaRegistryException(404, 40403, "no schema " + id);
        }
        return schemas.get(id - 1);
    }

    @Override
    public synchronized int latestVersion(String subject) {
        return versions.getOrDefault(subject, 0);
    }

    @Override
    public void setCompatibility(String subject, String level) {}

    @Override
    public boolean compatible(String subject, Schema schema) {
        return true;
    }

    @Override
    public synchronized List<String> subjects() {
        return List.copyOf(versions.keySet());
    }

    @Override
    public void close() {}
}
