package io.orchestrator.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How the registry is reached, read from Confluent's property names.
 *
 * @param urls without user info and trailing slash, in the order in which they are tried; at least one
 * @param authorization the header's value; empty for none
 * @param tls empty for the JDK's own trust
 * @param lookup how an id is found for a schema that is to be written
 * @param connectTimeout of one connection
 * @param requestTimeout of one request
 */
record RegistryConfig(
        List<URI> urls,
        Optional<String> authorization,
        Optional<SSLContext> tls,
        Lookup lookup,
        Duration connectTimeout,
        Duration requestTimeout) {

    private static final String PREFIX = "schema.registry.";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /** What the client does with a schema that is to be written. */
    enum Lookup {
        /** Register it where it is new ({@code auto.register.schemas}, the default). */
        REGISTER,
        /** It must be registered. */
        FIND,
        /** It must be the subject's newest ({@code use.latest.version}). */
        LATEST
    }

    /** @throws IllegalArgumentException where a property is missing or wrong */
    static RegistryConfig from(Map<String, ?> properties) {
        var urls = urls(text(properties, "schema.registry.url"));
        return new RegistryConfig(
                urls.stream().map(RegistryConfig::withoutUser).toList(),
                authorization(properties, urls),
                TlsContext.from(properties),
                lookup(properties),
                millis(properties, "http.connect.timeout.ms", CONNECT_TIMEOUT),
                millis(properties, "http.read.timeout.ms", REQUEST_TIMEOUT));
    }

    private static List<URI> urls(String list) {
        var urls = new ArrayList<URI>();
        for (String part : list.split(",", -1)) {
            if (!part.isBlank()) {
                urls.add(url(part.strip()));
            }
        }
        if (urls.isEmpty()) {
            throw new IllegalArgumentException(
                    "schema.registry.url is not set: give the registry's address, for example http://localhost:8081");
        }
        return List.copyOf(urls);
    }

    private static URI url(String text) {
        try {
            var url = new URI(text.replaceAll("/+$", ""));
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Answered below; the text may hold a password, so the cause is not passed on.
        }
        throw new IllegalArgumentException(
                "schema.registry.url has an entry that is no http or https address: write http://host:port");
    }

    private static URI withoutUser(URI url) {
        var port = url.getPort() < 0 ? "" : ":" + url.getPort();
        var path = url.getRawPath() == null ? "" : url.getRawPath();
        return URI.create(url.getScheme() + "://" + url.getHost() + port + path);
    }

    private static Optional<String> authorization(Map<String, ?> properties, List<URI> urls) {
        var token = text(properties, "bearer.auth.token");
        if (text(properties, "bearer.auth.credentials.source").equals("STATIC_TOKEN")) {
            return Optional.of("Bearer " + token);
        }
        var source = text(properties, "basic.auth.credentials.source");
        var user = switch (source) {
            case "", "URL" ->
                urls.stream()
                        .map(URI::getUserInfo)
                        .filter(info -> info != null)
                        .findFirst()
                        .orElse("");
            case "USER_INFO" -> userInfo(properties);
            default ->
                throw new IllegalArgumentException("basic.auth.credentials.source is '" + source
                        + "': use USER_INFO with basic.auth.user.info, or URL");
        };
        return user.isEmpty()
                ? Optional.empty()
                : Optional.of("Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    private static String userInfo(Map<String, ?> properties) {
        var own = text(properties, "basic.auth.user.info");
        var user = own.isEmpty() ? text(properties, PREFIX + "basic.auth.user.info") : own;
        if (!user.contains(":")) {
            throw new IllegalArgumentException("basic.auth.user.info is not of the form user:password");
        }
        return user;
    }

    private static Lookup lookup(Map<String, ?> properties) {
        if (truth(properties, "auto.register.schemas", "true")) {
            return Lookup.REGISTER;
        }
        return truth(properties, "use.latest.version", "false") ? Lookup.LATEST : Lookup.FIND;
    }

    private static boolean truth(Map<String, ?> properties, String name, String fallback) {
        var text = text(properties, name);
        return switch (text.isEmpty() ? fallback : text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " is '" + text + "': write true or false");
        };
    }

    private static Duration millis(Map<String, ?> properties, String name, Duration fallback) {
        var text = text(properties, name);
        if (text.isEmpty()) {
            return fallback;
        }
        if (!text.matches("[1-9]\\d{0,6}")) {
            throw new IllegalArgumentException(name + " is '" + text + "': write milliseconds, from 1 to 9999999");
        }
        return Duration.ofMillis(Long.parseLong(text));
    }

    /** The empty text where it is not set. */
    static String text(Map<String, ?> properties, String name) {
        var value = properties.get(name);
        return value == null ? "" : value.toString().strip();
    }
}
