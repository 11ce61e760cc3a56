package io.orchestrator.codec;

import io.orchestrator.registry.SchemaRegistryClient;
import io.orchestrator.registry.SchemaRegistryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** A registry in memory that counts what it is asked. */
final class MemoryRegistry implements SchemaRegistryClient {

    final List<String> calls = new ArrayList<>();
    final Map<String, String> levels = new LinkedHashMap<>();
    private final List<Schema> schemas = new ArrayList<>();
    private final Map<String, List<Schema>> subjects = new LinkedHashMap<>();
    private boolean reachable = true;

    void disconnect() {
        reachable = false;
    }

    @Override
    public int register(String subject, Schema schema) {
        calls.add("register " + subject);
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        var versions = subjects.computeIfAbsent(subject, s -> new ArrayList<>());
        if (!versions.contains(schema)) {
            versions.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    @Override
    public Schema schemaById(int id) {
        calls.add("schema " + id);
        if (!reachable) {
            throw new SchemaRegistryException(SchemaRegistryException.NO_ANSWER, 0, "no connection");
        }
        if (id < 1 || id > schemas.size()) {
            throw new SchemaRegistryException(404, 40403, "no schema " + id);
        }
        return schemas.get(id - 1);
    }

    @Override
    public int latestVersion(String subject) {
        return subjects.getOrDefault(subject, List.of()).size();
    }

    @Override
    public void setCompatibility(String subject, String level) {
        levels.put(subject, level);
    }

    @Override
    public boolean compatible(String subject, Schema schema) {
        return true;
    }

    @Override
    public List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    @Override
    public void close() {}
}
