package io.orchestrator.worker.output;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** A JSON Schema, draft 2020-12 unless it says another. Thread-safe. */
public final class JsonSchema {

    /** The most violations that are told. */
    private static final int MAX_PROBLEMS = 10;

    private final Schema schema;

    private JsonSchema(Schema schema) {
        this.schema = schema;
    }

    /** @throws IllegalArgumentException where the text is no usable JSON Schema */
    public static JsonSchema of(String text) {
        try {
            var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
            return new JsonSchema(registry.getSchema(text, InputFormat.JSON));
        } catch (SchemaException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** What does not fit, each with its place, at most ten; empty where all does. */
    public List<String> violations(String json) {
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Error::toString)
                .limit(MAX_PROBLEMS)
                .toList();
    }
}
