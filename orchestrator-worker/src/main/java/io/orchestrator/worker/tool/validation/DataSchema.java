package io.orchestrator.worker.tool.validation;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.orchestrator.model.Value;
import java.util.List;

/** A compiled JSON Schema. */
final class DataSchema {

    private static final String META_SCHEMA = "http://json-schema.org/draft-07/schema#";

    private final Schema schema;

    private DataSchema(Schema schema) {
        this.schema = schema;
    }

    /** The schema is none; the message says why. */
    static final class InvalidSchemaException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidSchemaException(String message) {
            super(message);
        }
    }

    static DataSchema parse(Value.Dict definition) throws InvalidSchemaException {
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
        try {
            var node = Nodes.from(definition);
            if (!definition.entries().containsKey("$schema")) {
                var errors = registry.getSchema(SchemaLocation.of(META_SCHEMA)).validate(node);
                if (!errors.isEmpty()) {
                    throw new InvalidSchemaException(errors.getFirst().toString());
                }
            }
            var schema = registry.getSchema(node);
            schema.initializeValidators();
            return new DataSchema(schema);
        } catch (SchemaException e) {
            throw new InvalidSchemaException(String.valueOf(e.getMessage()));
        }
    }

    /** In the order of the schema; formats count. */
    List<Violation> violations(Value data) {
        return schema
                .validate(
                        Nodes.from(data),
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Violation::from)
                .toList();
    }

    boolean accepts(Value data) {
        return violations(data).isEmpty();
    }
}
