package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orchestrator.cli.stack.DataHome;
import io.orchestrator.cli.stack.Ports;
import io.orchestrator.cli.stack.Stack;
import io.orchestrator.cli.stack.StackClaim;
import io.orchestrator.cli.stack.StackClaim.Completeness;
import io.orchestrator.cli.stack.StackConfig;
import io.orchestrator.config.Settings;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code <AUTO>} tags and files included, from the document to the result, with a model that answers by rule. */
class AutoTagsTest {

    private static final String DOCUMENT = """
            name: Auto demo
            steps:
              - id: count
                tool: <AUTO>whatever runs "wc": a command</AUTO>
                parameters:
                  command: printf '%s' "<AUTO>one word about {{ inputs.topic }}</AUTO>"
              - id: ask
                action: generate
                model: <AUTO task="sum up">Select: a model</AUTO>
                prompt: << intro.md >>
                dependencies: "<AUTO>the step that counts</AUTO>"
              - id: never
                tool: terminal
                condition: <AUTO>Is {{ ask.result }} wrong? 'true' or 'false'</AUTO>
                parameters: {command: exit 1}
            inputs:
              topic: {type: string, default: tea}
            outputs:
              word: "${count.result.stdout}"
              answer: "${ask.result}"
            """;

    private final List<String> prompts = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    private Optional<HttpServer> server = Optional.empty();
    private Optional<Stack> stack = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.start();
        server = Optional.of(http);
        var settings = Map.of(
                "models.rule.base-url", "http://127.0.0.1:" + http.getAddress().getPort() + "/v1",
                "models.rule.models", "first,second",
                "auto.model", "rule/second");
        var home = new DataHome(folder.resolve("home"));
        if (!(StackClaim.of(home, Completeness.JOBS) instanceof StackClaim.Owned owned)) {
            throw new IllegalStateException("a new folder has no owner");
        }
        stack = Optional.of(Stack.start(
                new StackConfig(
                        home,
                        Ports.ANY,
                        Completeness.JOBS,
                        overriding -> {
                            var all = new HashMap<>(settings);
                            all.putAll(overriding);
                            return Settings.read(Optional.empty(), Map.of(), all);
                        },
                        Map.of()),
                owned.lock()));
        Files.writeString(home.settingsFile(), """
                models.rule.base-url=http://127.0.0.1:%d/v1
                models.rule.models=first,second
                auto.model=rule/second
                """.formatted(http.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        stack.ifPresent(Stack::close);
        server.ifPresent(http -> http.stop(0));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var asked = Json.parseDict(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var prompt = Json.write(asked.get("messages") == null ? Value.EMPTY : asked.get("messages"));
            prompts.add(asked.get("model") + " " + prompt);
            var bytes = """
                    {"id":"c1","object":"chat.completion","created":1,"model":"m",
                     "choices":[{"index":0,"message":{"role":"assistant","content":%s},"finish_reason":"stop"}],
                     "usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}""".formatted(Json.write(Value.of(rule(prompt)))).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String rule(String prompt) {
        if (prompt.contains("that of the key 'tool'")) {
            return "\"terminal\"";
        }
        if (prompt.contains("that of the key 'dependencies'")) {
            return "[\"count\"]";
        }
        if (prompt.contains("one word about tea")) {
            return "green\n";
        }
        return prompt.contains("wrong?") ? "false" : "All is well";
    }

    private CliRun cli(String... args) {
        return CliRun.of(new DataHome(folder.resolve("home")), folder, args);
    }

    @Test
    void fillsInEveryTagWhenDocumentRuns() throws IOException {
        var file = folder.resolve("flow.yaml");
        Files.writeString(file, DOCUMENT);
        Files.createDirectories(folder.resolve("prompts"));
        Files.writeString(folder.resolve("prompts/intro.md"), "Topic: {{ inputs.topic }}\nSay \"it\"\n");
        var result = folder.resolve("result.json");

        var run = cli("run", file.toString(), "-o", result.toString());

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("word: green", "answer: All is well");
        assertThat(run.err()).contains("tool filled in by job", "dependencies filled in by job");
        assertThat(Files.readString(result)).contains("count__auto_1", "never__auto_1");
        assertThat(prompts).hasSize(5).allMatch(prompt -> prompt.contains("second"));
        assertThat(prompts).anyMatch(prompt -> prompt.contains("Topic: tea\\nSay \\\"it\\\""));
        assertThat(prompts.subList(2, 5)).noneMatch(prompt -> prompt.contains("{{") || prompt.contains("<AUTO"));
    }

    @Test
    void saysWhereTheFileIsMissingWhenDocumentIncludesNone() throws IOException {
        var file = folder.resolve("flow.yaml");
        Files.writeString(file, "name: x\nsteps:\n- {id: a, tool: terminal, parameters: {command: \"<< no.md >>\"}}\n");

        var run = cli("validate", file.toString());

        assertThat(run.exitCode()).isEqualTo(Exit.INVALID);
        assertThat(run.toString()).contains("flow.yaml:3:", "include-missing", "there is no file 'no.md'");
    }
}
