package io.orchestrator.worker.tool;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HttpToolTest {

    private final AtomicReference<String> seen = new AtomicReference<>("");
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private HttpServer server = create();
    private String base = "";

    @TempDir
    Path root;

    private static HttpServer create() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void startServer() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/echo", exchange -> {
            remember(exchange);
            answer(exchange, 200, "{\"ok\":true}");
        });
        server.createContext("/status", exchange -> {
            remember(exchange);
            var path = exchange.getRequestURI().getPath();
            answer(exchange, Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)), "because");
        });
        server.createContext("/busy", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            answer(exchange, 503, "busy");
        });
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/echo");
            answer(exchange, 302, "");
        });
        server.createContext("/large", exchange -> answer(exchange, 200, "x".repeat(5000)));
        server.createContext("/slow", exchange -> {
            arrived.countDown();
            try (exchange) {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stopServer() {
        released.countDown();
        server.stop(0);
    }

    @Test
    void answersWithTextAndJson() throws Exception {
        var result = get("/echo", "");

        assertThat(result.entries().keySet()).containsExactly("url", "status", "headers", "text", "json", "elapsed_ms");
        assertThat(result.get("url")).isEqualTo(Value.of(base + "/echo"));
        assertThat(result.get("status")).isEqualTo(Value.of(200));
        assertThat(result.get("text")).isEqualTo(Value.of("{\"ok\":true}"));
        assertThat(result.get("json")).isEqualTo(ToolRunner.json("{`ok`:true}"));
        assertThat(ToolRunner.dict(result, "headers").get("content-type")).isEqualTo(Value.of("application/json"));
        assertThat(seen.get()).contains("GET /echo\n").doesNotContain("Idempotency-key");
    }

    @Test
    void sendsParametersHeadersAndJson() throws Exception {
        ToolRunner.in(root)
                .result(
                        "http-client",
                        "post",
                        "{`url`:`" + base + "/echo?a=1`,`params`:{`q`:`x y&z`,`l`:[1,2],`n`:null},"
                                + "`headers`:{`X-Test`:`t`},`json`:{`k`:[1]}}");

        assertThat(seen.get())
                .contains("POST /echo?a=1&q=x+y%26z&l=1&l=2\n")
                .contains("X-test: t\n")
                .contains("Content-type: application/json\n")
                .contains("Idempotency-key: command-1\n")
                .endsWith("\n{\"k\":[1]}");
    }

    @ParameterizedTest
    @CsvSource({"put, PUT", "patch, PATCH", "delete, DELETE"})
    void bearsTheIdempotencyKeyWhenTheMethodMayChangeSomething(String action, String method) throws Exception {
        ToolRunner.in(root).result("http", action, "{`url`:`" + base + "/echo`,`body`:`text`}");

        assertThat(seen.get())
                .startsWith(method + " /echo\n")
                .contains("Idempotency-key: command-1\n")
                .endsWith("\ntext");
    }

    @Test
    void sendsTheMethodOfARequest() throws Exception {
        ToolRunner.in(root).result("http", "request", "{`url`:`" + base + "/echo`,`method`:`options`}");

        assertThat(seen.get()).startsWith("OPTIONS /echo\n");
    }

    @Test
    void followsRedirectsUnlessToldNotTo() throws Exception {
        assertThat(get("/moved", "").get("url")).isEqualTo(Value.of(base + "/echo"));
        assertThat(get("/moved", ",`follow_redirects`:false").get("status")).isEqualTo(Value.of(302));
    }

    @Test
    void reportsTheAnswerWhenTheStatusIsAClientError() throws Exception {
        var envelope = ToolRunner.in(root).envelope("http", "get", "{`url`:`" + base + "/status/404?token=secret`}");

        assertThat(ToolRunner.text(envelope, "error")).isEqualTo("GET " + base + "/status/404 answered 404: because");
        assertThat(ToolRunner.dict(envelope, "result").get("status")).isEqualTo(Value.of(404));
    }

    @Test
    void takesTheExpectedStatusAsSuccessAndNoOther() throws Exception {
        assertThat(get("/status/404", ",`expect_status`:[404]").get("status")).isEqualTo(Value.of(404));
        assertThat(ToolRunner.in(root).error("http", "get", "{`url`:`" + base + "/echo`,`expect_status`:[201,204]}"))
                .isEqualTo("GET " + base + "/echo answered 200, expected [201, 204]: {\"ok\":true}");
    }

    @Test
    void isUnavailableForAsLongAsTheServerAsks() throws Exception {
        var failure = ToolRunner.in(root).failure("http", "get", "{`url`:`" + base + "/busy`}");

        assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(failure.code()).isEqualTo("HTTP_503");
        assertThat(failure.retryAfterMs()).isEqualTo(7000);
        assertThat(failure.message()).isEqualTo("GET " + base + "/busy answered 503: busy");
    }

    @Test
    void isUnavailableWhenThereAreTooManyRequests() throws Exception {
        var failure = ToolRunner.in(root).failure("http", "get", "{`url`:`" + base + "/status/429`}");

        assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(failure.retryAfterMs()).isZero();
    }

    @Test
    void isUnavailableWhenNobodyListens() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        var failure = ToolRunner.in(root).failure("http", "get", "{`url`:`http://127.0.0.1:" + port + "/`}");

        assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(failure.message()).contains("GET http://127.0.0.1:" + port + "/ failed: ConnectException");
    }

    @Test
    void timesOutWhenTheServerIsSilent() throws Exception {
        var failure = ToolRunner.in(root).failure("http", "get", "{`url`:`" + base + "/slow`,`timeout`:0.3}");

        assertThat(failure.kind()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(failure.message()).isEqualTo("GET " + base + "/slow had no answer within 300 ms");
    }

    @Test
    void timesOutWhenTheTimeLimitOfTheCallIsOver() throws Exception {
        var tools = ToolRunner.in(root);

        var result = tools.run("http", tools.call("get", "{`url`:`" + base + "/slow`}", Duration.ofMillis(200)));

        assertThat(result)
                .isInstanceOfSatisfying(
                        TaskResult.Failed.class,
                        failed -> assertThat(failed.failure().kind()).isEqualTo(FailureKind.TIMEOUT));
    }

    @Test
    void stopsWaitingWhenItIsInterrupted() throws Exception {
        var outcome = new CompletableFuture<Throwable>();
        var thread = Thread.ofVirtual().start(() -> {
            try {
                ToolRunner.in(root).run("http", "get", "{`url`:`" + base + "/slow`}");
                outcome.complete(new AssertionError("the call ended"));
            } catch (InterruptedException e) {
                outcome.complete(e);
            }
        });
        assertThat(arrived.await(20, SECONDS)).isTrue();

        thread.interrupt();

        assertThat(outcome.get(20, SECONDS)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        var small = new ToolRunner(root, new ToolLimits(1, 1, 4999, 1, 1, "python3"));

        var failure = small.failure("http", "get", "{`url`:`" + base + "/large`}");

        assertThat(failure.kind()).isEqualTo(FailureKind.LIMIT);
        assertThat(failure.message()).isEqualTo("GET " + base + "/large answered with more than 4999 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://host/x, it must begin with http:// or https://",
        "file:///etc/passwd, it must begin with http:// or https://",
        "example.org/x, it must begin with http:// or https://",
        "http:///x, it has no valid host",
        "http://a b/, Illegal character in authority at character 9",
        "http://under_score_only:x/, it has no valid host",
    })
    void saysWhyAUrlCannotBeUsed(String url, String why) throws Exception {
        var failure = ToolRunner.in(root).failure("http", "get", "{`url`:`" + url + "`}");

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID);
        assertThat(failure.message())
                .contains("the url '" + url + "' cannot be used: ")
                .contains(why);
    }

    @Test
    void refusesHeadersThatTheClientSets() throws Exception {
        var failure = ToolRunner.in(root)
                .failure("http", "get", "{`url`:`" + base + "/echo`,`headers`:{`Host`:`elsewhere`}}");

        assertThat(failure.message())
                .isEqualTo("http get: the header 'Host' cannot be sent: its name or value is not allowed");
    }

    @Test
    void refusesTwoBodies() throws Exception {
        assertThat(ToolRunner.in(root)
                        .failure("http", "post", "{`url`:`" + base + "/echo`,`json`:{},`body`:`x`}")
                        .message())
                .isEqualTo("http post: the parameters 'json' and 'body' exclude each other");
    }

    private Value.Dict get(String path, String more) throws InterruptedException {
        return ToolRunner.in(root).result("http", "get", "{`url`:`" + base + path + "`" + more + "}");
    }

    private void remember(HttpExchange exchange) throws IOException {
        var text = new StringBuilder(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n");
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        text.append(name).append(": ").append(values.get(0)).append('\n'));
        text.append('\n').append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        seen.set(text.toString());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", body.startsWith("{") ? "application/json" : "text/plain");
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
