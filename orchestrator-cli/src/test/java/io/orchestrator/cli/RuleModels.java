package io.orchestrator.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A model server over HTTP, of OpenAI's kind ({@code POST /v1/chat/completions}): what it answers is a function of the
 * messages alone ({@link Rules}), and it keeps what it was asked. Thread-safe.
 */
final class RuleModels implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    private RuleModels(HttpServer server) {
        this.server = server;
        server.createContext("/v1/chat/completions", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * One request.
     *
     * @param model as the provider's name for it
     * @param prompt what all its messages say
     * @param texts every text in the request's body, whichever field it is in
     */
    record Asked(String model, String prompt, List<String> texts) {
        Asked {
            texts = List.copyOf(texts);
        }
    }

    static RuleModels start() {
        try {
            return new RuleModels(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What providers are configured with. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Everything so far, in the order of arrival. */
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = Json.parseDict(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var request = read(body);
            asked.add(request);
            var answer = Rules.answer(request.prompt(), body.get("response_format") != null);
            var bytes = Json.write(completion(request.model(), answer)).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Asked read(Value.Dict body) {
        var texts = new ArrayList<String>();
        Texts.in(body, texts::add);
        var messages = new ArrayList<String>();
        if (body.get("messages") instanceof Value.Array array) {
            array.items().stream()
                    .map(message -> ((Value.Dict) message).get("content"))
                    .forEach(content -> messages.add(content instanceof Value.Text text ? text.value() : ""));
        }
        var model = body.get("model") instanceof Value.Text name ? name.value() : "";
        return new Asked(model, String.join("\n", messages), texts);
    }

    private static Value completion(String model, String answer) {
        var message = Value.of(Map.of("role", Value.of("assistant"), "content", Value.of(answer)));
        var choice = Value.of(Map.of("index", Value.of(0), "message", message, "finish_reason", Value.of("stop")));
        var usage = Value.of(
                Map.of("prompt_tokens", Value.of(7), "completion_tokens", Value.of(3), "total_tokens", Value.of(10)));
        return Value.of(Map.of(
                "id",
                Value.of("c1"),
                "object",
                Value.of("chat.completion"),
                "created",
                Value.of(1),
                "model",
                Value.of(model),
                "choices",
                Value.of(List.of(choice)),
                "usage",
                usage));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
