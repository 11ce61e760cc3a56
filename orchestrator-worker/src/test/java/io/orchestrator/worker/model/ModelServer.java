package io.orchestrator.worker.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A model server on 127.0.0.1: keeps what it is asked, says what it is told to say. */
final class ModelServer implements AutoCloseable {

    /**
     * @param path of the request
     * @param key what the request bears as its key, header or query
     * @param body parsed
     */
    record Asked(String path, String key, Value.Dict body) {}

    private record Reply(int status, String body) {}

    private final HttpServer http;
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();

    ModelServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        http.createContext("/", this::handle);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    ModelServer says(int status, String body) {
        replies.add(new Reply(status, body));
        return this;
    }

    /** The answer of OpenAI's chat completions. */
    ModelServer saysAsOpenAi(String text) {
        return says(200, """
                {"id":"c1","object":"chat.completion","created":1,"model":"m",
                 "choices":[{"index":0,"message":{"role":"assistant","content":%s},"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}""".formatted(quoted(text)));
    }

    /** The answer of Ollama's chat. */
    ModelServer saysAsOllama(String text) {
        return says(200, """
                {"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":%s},
                 "done":true,"done_reason":"stop","prompt_eval_count":5,"eval_count":2}""".formatted(quoted(text)));
    }

    /** The answer of Anthropic's messages. */
    ModelServer saysAsAnthropic(String text) {
        return says(200, """
                {"id":"m1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":%s}],
                 "stop_reason":"end_turn","usage":{"input_tokens":9,"output_tokens":4}}""".formatted(quoted(text)));
    }

    /** The answer of Gemini's generateContent. */
    ModelServer saysAsGemini(String text) {
        return says(200, """
                {"candidates":[{"content":{"role":"model","parts":[{"text":%s}]},"finishReason":"STOP","index":0}],
                 "usageMetadata":{"promptTokenCount":6,"candidatesTokenCount":1,"totalTokenCount":7}}""".formatted(quoted(text)));
    }

    private static String quoted(String text) {
        return Json.write(Value.of(text));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(new Asked(exchange.getRequestURI().getPath(), key(exchange), Json.parseDict(body)));
            var reply = replies.poll();
            var chosen = reply == null ? new Reply(500, "{\"error\":\"nothing to say\"}") : reply;
            var bytes = chosen.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(chosen.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String key(HttpExchange exchange) {
        for (var header : List.of("Authorization", "x-api-key", "x-goog-api-key")) {
            var value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                return value;
            }
        }
        return "";
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
