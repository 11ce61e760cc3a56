package io.orchestrator.embedded.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The JSON of schemas, in answers and in the topic. */
final class RegistryJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RegistryJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static JsonNode number(int number) {
        return MAPPER.getNodeFactory().numberNode(number);
    }

    static JsonNode list(Collection<?> items) {
        return MAPPER.valueToTree(items);
    }

    /** @throws IOException where the bytes are not one JSON value */
    static JsonNode read(byte[] json) throws IOException {
        return MAPPER.readTree(json);
    }

    /** The JSON of a schema's text. */
    static JsonNode schemaText(StoredSchema schema) {
        try {
            return MAPPER.readTree(schema.text());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("schema " + schema.id() + " is stored with a text that is not JSON", e);
        }
    }

    static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }

    /** {@code subject, version, id, schema} and, where there are any, {@code references}. */
    static ObjectNode version(StoredSchema schema) {
        var json = object().put("subject", schema.subject())
                .put("version", schema.version())
                .put("id", schema.id());
        return putReferences(json, schema).put("schema", schema.text());
    }

    static ObjectNode putReferences(ObjectNode json, StoredSchema schema) {
        if (!schema.references().isEmpty()) {
            json.set("references", MAPPER.valueToTree(schema.references()));
        }
        return json;
    }

    static List<SchemaReference> references(JsonNode schema) {
        var references = new ArrayList<SchemaReference>();
        for (var reference : schema.path("references")) {
            references.add(new SchemaReference(
                    reference.path("name").asText(),
                    reference.path("subject").asText(),
                    reference.path("version").asInt()));
        }
        return references;
    }
}
