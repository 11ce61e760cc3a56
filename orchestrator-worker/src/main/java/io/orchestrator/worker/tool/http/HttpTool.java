package io.orchestrator.worker.tool.http;

import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.EnvelopeShape;
import io.orchestrator.worker.tool.Operation;
import io.orchestrator.worker.tool.Parameters;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.ToolCall;
import io.orchestrator.worker.tool.ToolLimits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code http}: one request, and its answer as {url, status, headers, text, json, elapsed_ms}. */
public final class HttpTool implements Operation {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient following;
    private final HttpClient staying;
    private final int maxBodyBytes;
    private final Clock clock;

    private HttpTool(HttpClient following, HttpClient staying, int maxBodyBytes, Clock clock) {
        this.following = following;
        this.staying = staying;
        this.maxBodyBytes = maxBodyBytes;
        this.clock = clock;
    }

    public static HttpTool create(ToolLimits limits) {
        return new HttpTool(
                client(HttpClient.Redirect.NORMAL),
                client(HttpClient.Redirect.NEVER),
                limits.maxHttpBodyBytes(),
                Clock.systemUTC());
    }

    private static HttpClient client(HttpClient.Redirect redirect) {
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(redirect)
                .build();
    }

    @Override
    public Value.Dict run(Parameters parameters, ToolCall call) throws RefusedException, InterruptedException {
        var request = Requests.from(parameters, call);
        var timeout = timeout(parameters, call);
        var client = parameters.flag("follow_redirects") ? following : staying;
        var start = System.nanoTime();
        var response = exchange(client, request, timeout);
        var elapsedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        return answer(parameters, response, elapsedMs);
    }

    private HttpResponse<byte[]> exchange(HttpClient client, HttpRequest request, Duration timeout)
            throws RefusedException, InterruptedException {
        var handler = HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), maxBodyBytes);
        var exchange = client.sendAsync(request, handler);
        try {
            return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RefusedException(Failure.of(
                    FailureKind.TIMEOUT,
                    "HTTP_TIMEOUT",
                    title(request) + " had no answer within " + timeout.toMillis() + " ms"));
        } catch (ExecutionException e) {
            throw failed(request, Optional.ofNullable(e.getCause()).orElse(e));
        } finally {
            cancel(exchange);
        }
    }

    /** Closes the connection of an exchange that is not over. */
    private static void cancel(CompletableFuture<?> exchange) {
        if (!exchange.isDone()) {
            exchange.cancel(true);
        }
    }

    private RefusedException failed(HttpRequest request, Throwable cause) {
        var message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof IOException && message.contains("body exceeds")) {
            return RefusedException.limit(
                    "RESPONSE_TOO_LARGE", title(request) + " answered with more than " + maxBodyBytes + " bytes");
        }
        if (cause instanceof IOException) {
            return new RefusedException(Failure.of(
                    FailureKind.UNAVAILABLE,
                    "CONNECTION_FAILED",
                    title(request) + " failed: " + cause.getClass().getSimpleName() + " " + message));
        }
        throw new IllegalStateException(title(request) + " failed", cause);
    }

    private Value.Dict answer(Parameters parameters, HttpResponse<byte[]> response, long elapsedMs)
            throws RefusedException {
        var status = response.statusCode();
        var expected = Statuses.expected(parameters);
        var answer = Answers.result(response, elapsedMs);
        if (expected.isEmpty() ? status < 400 : expected.contains(status)) {
            return EnvelopeShape.RESULT.success(answer);
        }
        var message = title(response.request()) + " answered " + status;
        if (status >= 500 || status == 429) {
            throw new RefusedException(new Failure(
                    FailureKind.UNAVAILABLE,
                    "HTTP_" + status,
                    message + Answers.beginning(response),
                    Statuses.retryAfterMs(response, clock.instant())));
        }
        var wanted = expected.isEmpty() ? "" : ", expected " + expected;
        return EnvelopeShape.RESULT.failure(answer, message + wanted + Answers.beginning(response));
    }

    private static Duration timeout(Parameters parameters, ToolCall call) throws RefusedException {
        var seconds = parameters.number("timeout").orElse(0.0);
        if (!(seconds > 0 && seconds <= Integer.MAX_VALUE)) {
            throw parameters.invalid("the parameter 'timeout' must be more than 0 seconds, not " + seconds);
        }
        var own = Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
        return call.timeLimit().isZero() || own.compareTo(call.timeLimit()) < 0 ? own : call.timeLimit();
    }

    /** Method and address without the query, which may hold a secret. */
    private static String title(HttpRequest request) {
        return request.method() + " " + withoutQuery(request.uri());
    }

    private static String withoutQuery(URI uri) {
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
    }
}
