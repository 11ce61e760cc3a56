package io.orchestrator.coordinator.http;

import com.sun.net.httpserver.HttpExchange;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request on its way through a route. */
final class Request {

    /** The largest body read, in bytes. */
    static final int MAX_BODY_BYTES = 3_000_000;

    private static final Set<String> JSON = Set.of("application/json");
    private static final Set<String> DOCUMENT = Set.of(
            "application/json",
            "application/yaml",
            "application/x-yaml",
            "application/vnd.yaml",
            "text/yaml",
            "text/x-yaml");

    private final HttpExchange exchange;
    private final Map<String, String> path;
    private final Map<String, List<String>> query;

    Request(HttpExchange exchange, Map<String, String> path) {
        this.exchange = exchange;
        this.path = Map.copyOf(path);
        this.query = parameters(exchange.getRequestURI().getRawQuery());
    }

    /** A part of the path, for example {@code id}. */
    String path(String name) {
        return path.getOrDefault(name, "");
    }

    /** Empty where it is not given, or without a value. */
    Optional<String> query(String name) {
        return Optional.ofNullable(single(name)).filter(value -> !value.isEmpty());
    }

    /** Every parameter with its values, in the order of the query. */
    Map<String, List<String>> queries() {
        return query;
    }

    private @Nullable String single(String name) {
        var values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw Problem.badRequest(
                    "query parameter '" + name + "' is given " + values.size() + " times: give it once");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    /** A whole number in the query, between min and max. */
    int query(String name, int fallback, int min, int max) {
        var text = single(name);
        if (text == null) {
            return fallback;
        }
        try {
            var number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below: both cases have the same remedy.
        }
        throw Problem.badRequest(
                "query parameter '" + name + "' is '" + text + "': give a whole number from " + min + " to " + max);
    }

    /** A parameter that is on where it is written without a value. */
    boolean flag(String name) {
        var given = single(name);
        var text = given == null ? "false" : given;
        if (!Set.of("", "true", "false").contains(text)) {
            throw Problem.badRequest("query parameter '" + name + "' is '" + text + "': give true or false");
        }
        return !text.equals("false");
    }

    /** Refuses parameters that the route does not know: a misspelt filter must not count as none. */
    void onlyQuery(Set<String> known) {
        for (String name : query.keySet()) {
            if (!known.contains(name)) {
                throw Problem.badRequest("query parameter '" + name + "' is not known here; known are " + known);
            }
        }
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** The body as a JSON object; an empty body is an empty object. */
    Value.Dict json() {
        requireType(JSON);
        var text = body();
        try {
            return text.isBlank() ? Value.EMPTY : Json.parseDict(text);
        } catch (Json.InvalidJsonException e) {
            throw Problem.badRequest("the body is not a JSON object: " + e.getMessage());
        }
    }

    /** The body as the text of a workflow. */
    String document() {
        requireType(DOCUMENT);
        var text = body();
        if (text.isBlank()) {
            throw Problem.badRequest("the body is empty: send the workflow's document");
        }
        return text;
    }

    /**
     * Browsers send none of these types across origins without asking first, and this server never says yes: a web page
     * cannot make its visitors run workflows.
     */
    private void requireType(Set<String> types) {
        var header = header("Content-Type").orElse("");
        var type = header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!types.contains(type)) {
            throw Problem.of(
                    415,
                    "Unsupported media type",
                    "Content-Type is '" + header + "': send one of "
                            + types.stream().sorted().toList());
        }
    }

    private String body() {
        try {
            var bytes = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
            if (bytes.length > MAX_BODY_BYTES) {
                throw Problem.of(
                        413,
                        "Too large",
                        "the body has more than " + MAX_BODY_BYTES + " bytes: pass large values as files");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.badRequest("the body is not UTF-8");
        } catch (IOException e) {
            throw Problem.badRequest("the body cannot be read: " + e.getMessage());
        }
    }

    private static Map<String, List<String>> parameters(@Nullable String raw) {
        var parameters = new HashMap<String, List<String>>();
        if (raw == null) {
            return parameters;
        }
        for (String part : raw.split("&", -1)) {
            var equals = part.indexOf('=');
            if (!part.isEmpty()) {
                var name = decoded(equals > 0 ? part.substring(0, equals) : part);
                var value = equals > 0 ? decoded(part.substring(equals + 1)) : "";
                parameters.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("the query is not URL-encoded: " + e.getMessage());
        }
    }
}
