package io.orchestrator.worker.tool.http;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Conversions;
import io.orchestrator.worker.tool.Parameters;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.ToolCall;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Builds requests out of parameters. */
final class Requests {

    private static final Set<String> WITHOUT_EFFECT = Set.of("GET", "HEAD");

    private Requests() {}

    static HttpRequest from(Parameters parameters, ToolCall call) throws RefusedException {
        var method = method(parameters);
        var headers = headers(parameters, method, call.idempotencyKey());
        var builder = HttpRequest.newBuilder(uri(parameters)).method(method, body(parameters, headers));
        for (var header : headers.entrySet()) {
            try {
                builder.setHeader(header.getKey(), header.getValue());
            } catch (IllegalArgumentException e) {
                throw parameters.invalid("the header '" + Conversions.shorten(header.getKey())
                        + "' cannot be sent: its name or value is" + " not allowed");
            }
        }
        return builder.build();
    }

    /** The action's method; the {@code method} parameter where the action is request or none; GET where both are. */
    private static String method(Parameters parameters) throws RefusedException {
        var given = parameters.text("method");
        var action = parameters.action().toUpperCase(Locale.ROOT);
        if (action.isEmpty() || action.equals("REQUEST")) {
            return given.orElse("GET");
        }
        if (given.isPresent() && !given.get().equals(action)) {
            throw parameters.invalid(
                    "the parameter 'method' says " + given.get() + ": use the action 'request' for it");
        }
        return action;
    }

    private static URI uri(Parameters parameters) throws RefusedException {
        var text = parameters.requiredText("url").strip();
        try {
            var uri = new URI(text);
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                throw badUrl(parameters, text, "it must begin with http:// or https://");
            }
            if (uri.getHost() == null) {
                throw badUrl(parameters, text, "it has no valid host");
            }
            return withQuery(uri, query(parameters));
        } catch (URISyntaxException e) {
            throw badUrl(parameters, text, e.getReason() + " at character " + (e.getIndex() + 1));
        }
    }

    private static RefusedException badUrl(Parameters parameters, String url, String why) {
        return parameters.invalid("the url '" + Conversions.shorten(url) + "' cannot be used: " + why);
    }

    private static URI withQuery(URI uri, String query) throws URISyntaxException {
        if (query.isEmpty()) {
            return uri;
        }
        var text = uri.toString();
        var fragment = text.indexOf('#');
        var base = fragment < 0 ? text : text.substring(0, fragment);
        return new URI(base + (uri.getRawQuery() == null ? "?" : "&") + query);
    }

    /** Lists repeat their name; null is left out. */
    private static String query(Parameters parameters) {
        List<String> pairs = new ArrayList<>();
        parameters.dict("params").orElse(Value.EMPTY).entries().forEach((name, value) -> {
            var values = value instanceof Value.Array array ? array.items() : List.of(value);
            values.stream()
                    .filter(item -> item != Value.Null.NULL)
                    .forEach(item -> pairs.add(encode(name) + "=" + encode(Conversions.toText(item))));
        });
        return String.join("&", pairs);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(Parameters parameters, String method, String idempotencyKey) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        parameters
                .dict("headers")
                .orElse(Value.EMPTY)
                .entries()
                .forEach((name, value) -> headers.put(name, Conversions.toText(value)));
        if (!WITHOUT_EFFECT.contains(method)) {
            headers.putIfAbsent("Idempotency-Key", idempotencyKey);
        }
        return headers;
    }

    /** Text as it is; lists, maps and whatever {@code json} holds as JSON, which also sets the content type. */
    private static HttpRequest.BodyPublisher body(Parameters parameters, Map<String, String> headers)
            throws RefusedException {
        var json = parameters.value("json");
        var body = parameters.value("body");
        if (json.isPresent() && body.isPresent()) {
            throw parameters.invalid("the parameters 'json' and 'body' exclude each other");
        }
        var structured = json.or(() -> body.filter(Requests::isStructured));
        if (structured.isPresent()) {
            headers.putIfAbsent("Content-Type", "application/json");
            return HttpRequest.BodyPublishers.ofString(Json.write(structured.get()));
        }
        return body.map(value -> HttpRequest.BodyPublishers.ofString(Conversions.toText(value)))
                .orElseGet(HttpRequest.BodyPublishers::noBody);
    }

    private static boolean isStructured(Value value) {
        return value instanceof Value.Array || value instanceof Value.Dict;
    }
}
