package io.orchestrator.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The OpenAPI document, and whether a message is as it says. */
final class OpenApi {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode document;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    OpenApi() {
        try {
            document = MAPPER.readTree(Routes.openApi());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code GET /v1/jobs} and so on, in the order of the document. */
    List<String> operations() {
        var operations = new ArrayList<String>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method ->
                                operations.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    /** The body of an answer fits the schema of its operation, status and content type. */
    void requireFit(String method, String template, int status, String contentType, String body) {
        var responses = operation(method, template).path("responses");
        var response = responses.has(String.valueOf(status))
                ? responses.path(String.valueOf(status))
                : responses.path("default");
        assertThat(response.isMissingNode())
                .as("%s %s documents status %s", method, template, status)
                .isFalse();
        var type = contentType.split(";", 2)[0];
        var schema = resolved(response).path("content").path(type).path("schema");
        assertThat(schema.isMissingNode())
                .as("%s %s %s documents %s", method, template, status, type)
                .isFalse();
        if (type.endsWith("json")) {
            requireFit(schema, body);
        }
    }

    private JsonNode operation(String method, String template) {
        return document.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
    }

    private JsonNode resolved(JsonNode node) {
        var ref = node.path("$ref").asText("");
        return ref.isEmpty() ? node : document.at(ref.substring(1));
    }

    /** Every example fits its schema. */
    void requireExamplesFit() {
        document.findParents("example").forEach(parent -> {
            if (parent.has("schema")) {
                requireFit(parent.path("schema"), parent.path("example").toString());
            }
        });
    }

    private void requireFit(JsonNode schema, String json) {
        var whole = (ObjectNode) schema.deepCopy();
        whole.set("components", document.path("components"));
        var errors = schemas.getSchema(whole).validate(json, InputFormat.JSON);
        assertThat(errors).as("%s against %s", json, schema).isEmpty();
    }
}
