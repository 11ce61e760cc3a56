package io.orchestrator.coordinator.http;

import io.orchestrator.client.ClientException;
import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.json.Json;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobView;
import io.orchestrator.model.ResultDocument;
import io.orchestrator.model.Value;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** What is read from a job's events: its result so far, and its events as they come. */
final class JobEventRoutes {

    /** How long a job that was asked for a moment ago may take to show. */
    static final Duration SHOWS_WITHIN = Duration.ofSeconds(1);

    /** Result documents read at the same time; more wait. */
    static final int MAX_READS = 16;

    private static final Duration READ_WAIT = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    /** How far the clock of a client may be ahead of the brokers'. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final Backend backend;
    private final Duration heartbeat;
    private final Metrics metrics;
    private final Semaphore streams;
    private final Semaphore reads = new Semaphore(MAX_READS);

    JobEventRoutes(Backend backend, HttpOptions options, Metrics metrics) {
        this.backend = backend;
        this.heartbeat = options.heartbeat();
        this.metrics = metrics;
        this.streams = new Semaphore(options.maxStreams());
    }

    /** The view, and the result document of what has happened so far. */
    Reply show(Request request) {
        request.onlyQuery(Set.of());
        var view = view(request.path("id"));
        var fields = new LinkedHashMap<>(Shapes.view(view).entries());
        fields.put("result", result(view).toValue());
        return Reply.json(200, Value.of(fields));
    }

    private JobView view(String jobId) {
        var deadline = System.nanoTime() + SHOWS_WITHIN.toNanos();
        var view = backend.view(jobId);
        while (view.isEmpty()
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            view = backend.view(jobId);
        }
        return view.orElseThrow(() -> JobRoutes.noJob(jobId));
    }

    private ResultDocument result(JobView view) {
        try {
            if (!reads.tryAcquire(READ_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.unavailable("too many results are being read; ask again in a moment");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("the coordinator is stopping");
        }
        try {
            var document = new ResultDocument();
            // The view was written in the same transaction as its last event, so that event is there to be read.
            watchAll(view, event -> {
                document.add(event);
                return event.sequence() < view.sequence();
            });
            return document;
        } finally {
            reads.release();
        }
    }

    /** Server-sent events: id is the sequence, event the type, data the event as JSON; ends with the job. */
    Reply watch(Request request) {
        request.onlyQuery(Set.of());
        var view = view(request.path("id"));
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
        var reader = Thread.currentThread();
        var pulse = Thread.ofVirtual().name("sse-heartbeat").start(() -> beat(stream, reader));
        try {
            stream.heartbeat();
            watchAll(view, event -> {
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

    /** From the first event on, wherever that is: the clock of whoever asked for the job may be ahead. */
    private void watchAll(JobView view, Predicate<JobEvent> onEvent) {
        var guess = Instant.ofEpochMilli(Math.min(view.requestedAtMs(), view.updatedAtMs()))
                .minus(CLOCK_SKEW);
        var begun = new AtomicBoolean();
        var late = new AtomicBoolean();
        backend.watch(view.jobId(), guess, event -> {
            late.set(!begun.getAndSet(true) && event.sequence() > 1);
            return !late.get() && onEvent.test(event);
        });
        if (late.get()) {
            backend.watch(view.jobId(), Instant.EPOCH, onEvent);
        }
    }
}
