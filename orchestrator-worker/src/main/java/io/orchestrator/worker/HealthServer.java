package io.orchestrator.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.orchestrator.worker.WorkerConfig.HttpBind;
import io.orchestrator.worker.loop.WorkLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** {@code /livez}, {@code /readyz} and {@code /metrics} (Prometheus text). */
final class HealthServer implements AutoCloseable {

    private static final int BACKLOG = 32;

    private final HttpServer http;
    private final ExecutorService threads;

    private HealthServer(HttpServer http, ExecutorService threads) {
        this.http = http;
        this.threads = threads;
    }

    /** @throws WorkerStartException where the address cannot be used */
    static HealthServer start(HttpBind bind, WorkLoop loop, PrometheusMeterRegistry meters) {
        try {
            var http = HttpServer.create(new InetSocketAddress(bind.host(), bind.port()), BACKLOG);
            var threads = Executors.newVirtualThreadPerTaskExecutor();
            http.setExecutor(threads);
            http.createContext("/livez", exchange -> state(exchange, loop::live));
            http.createContext("/readyz", exchange -> state(exchange, loop::ready));
            http.createContext("/metrics", exchange -> answer(exchange, 200, meters.scrape()));
            http.start();
            return new HealthServer(http, threads);
        } catch (IOException | IllegalArgumentException e) {
            throw new WorkerStartException(
                    "cannot listen on " + bind.host() + ":" + bind.port() + ": " + e.getMessage()
                            + "; set worker.http.host and worker.http.port",
                    e);
        }
    }

    int port() {
        return http.getAddress().getPort();
    }

    private static void state(HttpExchange exchange, BooleanSupplier good) throws IOException {
        var isGood = good.getAsBoolean();
        answer(exchange, isGood ? 200 : 503, isGood ? "ok\n" : "not ok\n");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            var body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.close();
    }
}
