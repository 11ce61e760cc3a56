package io.orchestrator.simulation;

import io.orchestrator.registry.SchemaRegistryClient;
import io.orchestrator.registry.SchemaRegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.avro.Schema;

/** A schema registry in memory. Thread-safe. */
final class Schemas implements SchemaRegistryClient {

    private final List<Schema> schemas;
    private final BooleanSupplier away;

    Schemas() {
        this(new ArrayList<>(), () -> false);
    }

    private Schemas(List<Schema> schemas, BooleanSupplier away) {
        this.schemas = schemas;
        this.away = away;
    }

    /** The same schemas for a process that cannot always reach them. */
    Schemas when(BooleanSupplier isAway) {
        return new Schemas(schemas, isAway);
    }

    @Override
    public int register(String subject, Schema schema) {
        synchronized (schemas) {
            if (!schemas.contains(schema)) {
                schemas.add(schema);
            }
            return schemas.indexOf(schema) + 1;
        }
    }

    @Override
    public Schema schemaById(int id) {
        if (away.getAsBoolean()) {
            throw new SchemaRegistryException(SchemaRegistryException.NO_ANSWER, 0, "the registry is away");
        }
        synchronized (schemas) {
            if (id < 1 || id > schemas.size()) {
                throw new SchemaRegistryException(404, 40403, "no schema " + id);
            }
            return schemas.get(id - 1);
        }
    }

    @Override
    public int latestVersion(String subject) {
        return 1;
    }

    @Override
    public void setCompatibility(String subject, String level) {}

    @Override
    public boolean compatible(String subject, Schema schema) {
        return true;
    }

    @Override
    public List<String> subjects() {
        return List.of();
    }

    @Override
    public void close() {}
}
