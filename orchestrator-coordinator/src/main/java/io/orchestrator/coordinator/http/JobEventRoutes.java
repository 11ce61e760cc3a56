package io.orchestrator.coordinator.http;

import io.orchestrator.artifact.ShownValues;
import io.orchestrator.client.ClientException;
import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.json.Json;
import io.orchestrator.model.JobView;
import io.orchestrator.model.ResultDocument;
import io.orchestrator.model.Value;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** What is read from a job's events: its result so far, and its events as they come. */
final class JobEventRoutes {

    private final Backend backend;
    private final JobReader reader;
    private final Duration heartbeat;
    private final Metrics metrics;
    private final Semaphore streams;

    JobEventRoutes(Backend backend, JobReader reader, HttpOptions options, Metrics metrics) {
        this.backend = backend;
        this.reader = reader;
        this.heartbeat = options.heartbeat();
        this.metrics = metrics;
        this.streams = new Semaphore(options.maxStreams());
    }

    /** The view, and the result document of what has happened so far. */
    Reply show(Request request) {
        request.onlyQuery(Set.of());
        var view = reader.view(request.path("id"));
        var fields = new LinkedHashMap<>(Shapes.view(view).entries());
        fields.put("result", result(view).toValue());
        return Reply.json(200, Value.of(fields));
    }

    private ResultDocument result(JobView view) {
        return reader.read(() -> {
            var document = new ResultDocument().opening(new ShownValues(backend.artifacts()));
            // The view was written in the same transaction as its last event, so that event is there to be read.
            reader.watchAll(view, event -> {
                document.add(event);
                return event.sequence() < view.sequence();
            });
            return document;
        });
    }

    /** Server-sent events: id is the sequence, event the type, data the event as JSON; ends with the job. */
    Reply watch(Request request) {
        request.onlyQuery(Set.of());
        var view = reader.view(request.path("id"));
        var last = lastSeen(request);
        if (!streams.tryAcquire()) {
            throw Problem.unavailable("all event streams of this coordinator are in use; ask again in a moment")
                    .with("retry_after_s", Value.of(1));
        }
        metrics.streamOpened();
        return new Reply.Events(stream -> stream(view, last, stream), () -> {
            metrics.streamClosed();
            streams.release();
        });
    }

    private static long lastSeen(Request request) {
        var header = request.header("Last-Event-ID").orElse("0");
        try {
            return Long.parseLong(header);
        } catch (NumberFormatException e) {
            throw Problem.badRequest("Last-Event-ID is '" + header + "': give the id of an event of this stream");
        }
    }

    private void stream(JobView view, long last, SseStream stream) {
        var thread = Thread.currentThread();
        var pulse = Thread.ofVirtual().name("sse-heartbeat").start(() -> beat(stream, thread));
        try {
            stream.heartbeat();
            reader.watchAll(view, event -> {
                if (event.sequence() > last) {
                    stream.event(event.sequence(), event.fact().type(), Json.write(EventShape.of(event)));
                }
                return !event.fact().terminal();
            });
        } catch (ClientException e) {
            if (e.kind() != ClientException.Kind.INTERRUPTED) {
                throw e;
            }
        } finally {
            pulse.interrupt();
        }
    }

    /** Finds out that the client has gone even where the job is silent. */
    private void beat(SseStream stream, Thread reader) {
        try {
            while (true) {
                Thread.sleep(heartbeat);
                stream.heartbeat();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException e) {
            reader.interrupt();
        }
    }
}
