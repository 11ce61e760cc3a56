package io.orchestrator.coordinator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orchestrator.client.ClientException;
import io.orchestrator.coordinator.metrics.Metrics;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the routes. A request has a virtual thread of its own. */
public final class ApiServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String UNKNOWN_ROUTE = "unknown";
    /** Connections waiting to be accepted. */
    private static final int BACKLOG = 256;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Route> routes;
    private final Metrics metrics;
    private final boolean local;

    private ApiServer(HttpServer server, boolean local, List<Route> routes, Metrics metrics) {
        this.server = server;
        this.local = local;
        this.routes = routes;
        this.metrics = metrics;
    }

    /**
     * Binds the address; answers from {@link #start} on.
     *
     * @param scrape the meters as Prometheus text
     * @throws IOException where the address is taken or not ours; the message is for people
     */
    public static ApiServer bind(HttpOptions options, Backend backend, Metrics metrics, Scrape scrape)
            throws IOException {
        var address = new InetSocketAddress(options.host(), options.port());
        HttpServer server;
        try {
            server = HttpServer.create(address, BACKLOG);
        } catch (IOException e) {
            throw new IOException(
                    "the HTTP API cannot listen on " + options.host() + ":" + options.port() + ": " + e.getMessage()
                            + "; set coordinator.http.port to a free port, or 0 for any",
                    e);
        }
        var routes = Routes.of(options, backend, metrics, scrape);
        var loopback = address.getAddress() != null && address.getAddress().isLoopbackAddress();
        var api = new ApiServer(server, loopback, routes, metrics);
        server.setExecutor(api.threads);
        server.createContext("/", api::serve);
        return api;
    }

    /** The meters as Prometheus text. */
    @FunctionalInterface
    public interface Scrape {
        String scrape();
    }

    public void start() {
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Open event streams end; other requests in progress are cut off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) {
        var startedNs = System.nanoTime();
        var path = exchange.getRequestURI().getPath();
        var route = find(exchange.getRequestMethod(), path);
        var status = 500;
        try (exchange) {
            var reply = answer(exchange, path, route);
            status = reply.status();
            send(exchange, reply);
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("{} {}: the client has gone", exchange.getRequestMethod(), path, e);
        }
        metrics.answered(
                route.map(Route::template).orElse(UNKNOWN_ROUTE),
                status,
                Duration.ofNanos(System.nanoTime() - startedNs));
    }

    private Optional<Route> find(String method, String path) {
        return routes.stream()
                .filter(route -> route.method().equals(method)
                        && route.pattern().matcher(path).matches())
                .findFirst();
    }

    private Reply answer(HttpExchange exchange, String path, Optional<Route> route) {
        try {
            requireOurHost(exchange);
            if (route.isEmpty()) {
                throw unknown(exchange.getRequestMethod(), path);
            }
            var parameters = route.get().match(path).orElse(Map.of());
            return route.get().handler().handle(new Request(exchange, parameters));
        } catch (Problem problem) {
            return problem.reply(path);
        } catch (ClientException e) {
            return Backend.problem(e).reply(path);
        } catch (Backend.NotReadyException e) {
            return Problem.unavailable(String.valueOf(e.getMessage())).reply(path);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", exchange.getRequestMethod(), path, e);
            return Problem.of(500, "Internal error", "a bug of the coordinator; its log says more")
                    .reply(path);
        }
    }

    /** A name that an attacker's DNS points at this machine must not reach an API that listens for this machine only. */
    private void requireOurHost(HttpExchange exchange) {
        var host = exchange.getRequestHeaders().getFirst("Host");
        var name = host == null ? "localhost" : host.replaceFirst(":\\d+$", "");
        if (local && !LOOPBACK.contains(name)) {
            throw Problem.of(
                    403,
                    "Forbidden",
                    "the API listens on this machine only and was addressed as '" + name
                            + "': use localhost, or bind another address with coordinator.http.host");
        }
    }

    private Problem unknown(String method, String path) {
        var others = routes.stream()
                .filter(route -> route.pattern().matcher(path).matches())
                .map(Route::method)
                .toList();
        return others.isEmpty()
                ? Problem.notFound("there is no " + path + "; GET /openapi.json lists what there is")
                : Problem.of(
                        405, "Method not allowed", path + " takes " + String.join(", ", others) + ", not " + method);
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        switch (reply) {
            case Reply.Whole whole -> {
                exchange.getResponseHeaders().set("Content-Type", whole.contentType());
                whole.headers().forEach(exchange.getResponseHeaders()::set);
                var body = whole.text().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(whole.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
            case Reply.Streamed streamed -> {
                exchange.getResponseHeaders().set("Content-Type", streamed.contentType());
                exchange.sendResponseHeaders(streamed.status(), streamed.bytes() == 0 ? -1 : streamed.bytes());
                var out = new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.UTF_8);
                streamed.writer().write(out);
                out.flush();
            }
            case Reply.Events events -> {
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
                exchange.getResponseHeaders().set("Cache-Control", "no-store");
                try {
                    exchange.sendResponseHeaders(200, 0);
                    events.writer().write(new SseStream(exchange.getResponseBody()));
                } finally {
                    events.ended().run();
                }
            }
        }
    }
}
