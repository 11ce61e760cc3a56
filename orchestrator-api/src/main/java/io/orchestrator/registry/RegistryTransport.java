package io.orchestrator.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests: tries the addresses in turn, beginning with the one that answered last, and tries again where a
 * connection fails or the server is at fault. Thread-safe.
 */
final class RegistryTransport implements AutoCloseable {

    /** How often each address is tried for one call. */
    static final int MAX_ROUNDS = 3;

    /** The most time that one call may take before it gives up trying, whatever the number of addresses. */
    static final Duration MAX_TIME = Duration.ofSeconds(30);

    /** The largest answer read, in bytes. */
    static final int MAX_ANSWER_BYTES = 8 * 1024 * 1024;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int SERVER_ERRORS = 500;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

    private final RegistryConfig config;
    private final HttpClient http;
    private final AtomicInteger preferred = new AtomicInteger();

    /** What a server said. */
    record Answer(int status, String body, URI url) {
        private boolean serverAtFault() {
            return status >= SERVER_ERRORS || status == TOO_MANY_REQUESTS;
        }
    }

    RegistryTransport(RegistryConfig config) {
        this.config = config;
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(config.connectTimeout());
        config.tls().ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /** All addresses, for messages. */
    String where() {
        return config.urls().stream().map(URI::toString).collect(Collectors.joining(", "));
    }

    /**
     * The first answer that is not the server's fault, else the last one.
     *
     * @param body null for none
     * @throws SchemaRegistryException with {@link SchemaRegistryException#NO_ANSWER} where no address answers
     */
    Answer send(String method, String path, @Nullable String body) {
        var deadline = System.nanoTime() + MAX_TIME.toNanos();
        Answer last = null;
        IOException failure = null;
        for (int round = 0; round < MAX_ROUNDS && System.nanoTime() < deadline; round++) {
            pauseBefore(round);
            var first = preferred.get();
            for (int i = 0; i < config.urls().size() && System.nanoTime() < deadline; i++) {
                var index = (first + i) % config.urls().size();
                try {
                    last = once(config.urls().get(index), method, path, body);
                    if (!last.serverAtFault()) {
                        preferred.set(index);
                        return last;
                    }
                } catch (IOException e) {
                    failure = e;
                }
            }
        }
        if (last != null) {
            return last;
        }
        throw unreachable(failure);
    }

    private SchemaRegistryException unreachable(@Nullable IOException failure) {
        var why = failure == null
                ? "no time was left"
                : failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new SchemaRegistryException(
                SchemaRegistryException.NO_ANSWER,
                SchemaRegistryException.NO_ANSWER,
                "the schema registry at " + where() + " cannot be reached (" + why
                        + "): check schema.registry.url, and that the registry runs",
                failure);
    }

    private Answer once(URI url, String method, String path, @Nullable String body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(config.requestTimeout())
                .header("Accept", MEDIA_TYPE + ", application/json; q=0.9")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (body != null) {
            request.header("Content-Type", MEDIA_TYPE);
        }
        config.authorization().ifPresent(value -> request.header("Authorization", value));
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                var bytes = in.readNBytes(MAX_ANSWER_BYTES + 1);
                if (bytes.length > MAX_ANSWER_BYTES) {
                    throw new IOException("the answer is larger than " + MAX_ANSWER_BYTES + " bytes");
                }
                return new Answer(response.statusCode(), new String(bytes, StandardCharsets.UTF_8), url);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void pauseBefore(int round) {
        if (round == 0) {
            return;
        }
        try {
            Thread.sleep(FIRST_PAUSE.multipliedBy(1L << (round - 1)));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static SchemaRegistryException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new SchemaRegistryException(
                SchemaRegistryException.NO_ANSWER,
                SchemaRegistryException.NO_ANSWER,
                "interrupted while waiting for the schema registry",
                e);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
