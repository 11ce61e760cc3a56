package io.orchestrator.worker.tool.http;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Conversions;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns responses into values. */
final class Answers {

    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

    private Answers() {}

    /** {url, status, headers, text, json, elapsed_ms}; header names in lower case; json is null where there is none. */
    static Value result(HttpResponse<byte[]> response, long elapsedMs) {
        var text = text(response);
        var fields = new LinkedHashMap<String, Value>();
        fields.put("url", Value.of(response.uri().toString()));
        fields.put("status", Value.of(response.statusCode()));
        fields.put("headers", headers(response));
        fields.put("text", Value.of(text));
        fields.put("json", json(response, text));
        fields.put("elapsed_ms", Value.of(elapsedMs));
        return Value.of(fields);
    }

    /** The beginning of the body, to end an error message with; empty where there is no body. */
    static String beginning(HttpResponse<byte[]> response) {
        var text = text(response).strip();
        return text.isEmpty() ? "" : ": " + Conversions.shorten(text);
    }

    private static String text(HttpResponse<byte[]> response) {
        var charset = contentType(response)
                .map(CHARSET::matcher)
                .filter(matcher -> matcher.find())
                .flatMap(matcher -> charset(matcher.group(1)))
                .orElse(StandardCharsets.UTF_8);
        return new String(response.body(), charset);
    }

    private static Optional<Charset> charset(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static Value headers(HttpResponse<?> response) {
        var headers = new LinkedHashMap<String, Value>();
        response.headers()
                .map()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(Locale.ROOT), Value.of(String.join(", ", values))));
        return Value.of(headers);
    }

    private static Value json(HttpResponse<?> response, String text) {
        var isJson = contentType(response)
                .map(type -> type.toLowerCase(Locale.ROOT).contains("json"))
                .orElse(false);
        if (!isJson || text.isBlank()) {
            return Value.Null.NULL;
        }
        try {
            return Json.parse(text);
        } catch (Json.InvalidJsonException e) {
            return Value.Null.NULL;
        }
    }

    private static Optional<String> contentType(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type");
    }
}
