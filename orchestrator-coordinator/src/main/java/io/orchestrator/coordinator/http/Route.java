package io.orchestrator.coordinator.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One operation of the API.
 *
 * @param method the HTTP method
 * @param template the path as in the OpenAPI document, for example {@code /v1/jobs/{id}:cancel}
 * @param pattern the same as a pattern
 * @param handler does it
 */
record Route(String method, String template, Pattern pattern, Handler handler) {

    /** Does what a request asks for. */
    @FunctionalInterface
    interface Handler {
        /** @throws Problem where it is not done */
        Reply handle(Request request);
    }

    /** A parameter that may have colons in it; it is the last of its path. */
    private static final String NAME = "artifact";

    private static final Pattern PARAMETER = Pattern.compile("\\{([a-z_]+)}");

    static Route get(String template, Handler handler) {
        return new Route("GET", template, compile(template), handler);
    }

    static Route post(String template, Handler handler) {
        return new Route("POST", template, compile(template), handler);
    }

    static Route put(String template, Handler handler) {
        return new Route("PUT", template, compile(template), handler);
    }

    static Route delete(String template, Handler handler) {
        return new Route("DELETE", template, compile(template), handler);
    }

    private static Pattern compile(String template) {
        var regex = new StringBuilder();
        var matcher = PARAMETER.matcher(template);
        var from = 0;
        while (matcher.find()) {
            regex.append(Pattern.quote(template.substring(from, matcher.start())))
                    .append("(?<")
                    .append(matcher.group(1))
                    .append(matcher.group(1).equals(NAME) ? ">[^/]+)" : ">[^/:]+)");
            from = matcher.end();
        }
        return Pattern.compile(
                regex.append(Pattern.quote(template.substring(from))).toString());
    }

    /** The values of the path's parameters; empty where the path is another one. */
    Optional<Map<String, String>> match(String path) {
        var matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var values = new LinkedHashMap<String, String>();
        matcher.namedGroups().keySet().forEach(name -> values.put(name, matcher.group(name)));
        return Optional.of(values);
    }
}
