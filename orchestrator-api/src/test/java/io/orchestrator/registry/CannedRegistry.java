package io.orchestrator.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on 127.0.0.1 that gives prepared answers in order and remembers what it was asked. */
final class CannedRegistry implements AutoCloseable {

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final HttpServer server;

    record Request(String line, String authorization, String contentType, String body) {}

    private record Answer(int status, String body) {}

    private CannedRegistry(HttpServer server) {
        this.server = server;
    }

    static CannedRegistry start() throws IOException {
        return on(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    static CannedRegistry on(HttpServer server) {
        var registry = new CannedRegistry(server);
        server.createContext("/", registry::handle);
        server.start();
        return registry;
    }

    synchronized CannedRegistry answer(int status, String body) {
        answers.add(new Answer(status, body));
        return this;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        requests.add(new Request(
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath(),
                String.valueOf(headers.getFirst("Authorization")),
                String.valueOf(headers.getFirst("Content-Type")),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        var next = answers.poll();
        var answer = next == null ? new Answer(500, "no answer prepared") : next;
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
