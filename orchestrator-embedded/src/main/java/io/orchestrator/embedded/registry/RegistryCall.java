package io.orchestrator.embedded.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call, read.
 *
 * @param method GET, POST, PUT, DELETE
 * @param segments the path between its slashes, decoded
 * @param query the last value of each query parameter, decoded
 * @param body the JSON body, a missing node where there is none
 */
public record RegistryCall(String method, List<String> segments, Map<String, String> query, JsonNode body) {

    public RegistryCall {
        segments = List.copyOf(segments);
        query = Map.copyOf(query);
    }

    /** The largest request body. */
    public static final int MAX_BODY_BYTES = 1024 * 1024;

    /**
     * Reads a call as it came.
     *
     * @param body JSON, empty where there is none; of a body that is too long one byte more than allowed is enough
     * @throws RegistryError where the body is too long or not JSON, or the address is not well-formed
     */
    public static RegistryCall of(String method, URI uri, byte[] body) {
        if (body.length > MAX_BODY_BYTES) {
            throw RegistryError.tooLarge(MAX_BODY_BYTES);
        }
        try {
            var json = body.length == 0 ? MissingNode.getInstance() : RegistryJson.read(body);
            var segments = Arrays.stream(uri.getRawPath().split("/", -1))
                    .filter(segment -> !segment.isEmpty())
                    .map(segment -> decode(segment.replace("+", "%2B")))
                    .toList();
            return new RegistryCall(method, segments, query(uri.getRawQuery()), json);
        } catch (IOException e) {
            throw RegistryError.badRequest("the body is not JSON: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw RegistryError.badRequest("the address is not well-formed: " + e.getMessage());
        }
    }

    private static Map<String, String> query(@Nullable String raw) {
        var query = new HashMap<String, String>();
        if (raw != null) {
            for (var pair : raw.split("&", -1)) {
                var equals = pair.indexOf('=');
                query.put(
                        decode(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    boolean asks(String flag) {
        return "true".equalsIgnoreCase(query.get(flag));
    }

    Registry.Scope scope() {
        return asks("deleted") ? Registry.Scope.WITH_DELETED : Registry.Scope.LIVE;
    }

    Registry.Deletion deletion() {
        return asks("permanent") ? Registry.Deletion.PERMANENT : Registry.Deletion.SOFT;
    }

    RegistryPolicies.Fallback fallback() {
        return asks("defaultToGlobal") ? RegistryPolicies.Fallback.GLOBAL : RegistryPolicies.Fallback.NOWHERE;
    }

    /** The schema in the body, which must be Avro. */
    String schema() {
        var type = Optional.ofNullable(body.get("schemaType"))
                .map(JsonNode::asText)
                .orElse("AVRO");
        if (!type.equals("AVRO")) {
            throw RegistryError.invalidSchema("this registry knows the schema type AVRO only, not " + type);
        }
        var schema = body.path("schema");
        if (!schema.isTextual() || schema.asText().isBlank()) {
            throw RegistryError.invalidSchema("the field \"schema\" is empty or not a string");
        }
        return schema.asText();
    }

    List<SchemaReference> references() {
        return RegistryJson.references(body);
    }

    /** A text field of the body, empty where it is missing. */
    String text(String field) {
        return body.path(field).asText("");
    }
}
