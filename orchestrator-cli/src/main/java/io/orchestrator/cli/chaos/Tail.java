package io.orchestrator.cli.chaos;

import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/** Follows {@code job.events} while things break, and remembers when each event could be read. */
final class Tail implements AutoCloseable {

    /**
     * An event that was read.
     *
     * @param event what happened
     * @param atMs when it could be read, on the run's stopwatch
     */
    record Arrival(JobEvent event, long atMs) {}

    private final Events events;
    private final Stopwatch stopwatch;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Map<String, JobEvent> ended = new ConcurrentHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicLong stepsCompleted = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    private Tail(Events events, Stopwatch stopwatch) {
        this.events = events;
        this.stopwatch = stopwatch;
        consumer = events.open(events.jobEvents());
        thread = Thread.ofPlatform().name("chaos-tail").unstarted(this::follow);
    }

    static Tail start(Events events, Stopwatch stopwatch) {
        var tail = new Tail(events, stopwatch);
        tail.thread.start();
        return tail;
    }

    private void follow() {
        try (consumer) {
            while (!closed) {
                for (var record : consumer.poll(Events.POLL)) {
                    add(new Arrival(events.event(record), stopwatch.ms()));
                }
            }
        } catch (RuntimeException e) {
            failure = e; // told by check(), which the run calls again and again
        }
    }

    private void add(Arrival arrival) {
        synchronized (arrivals) {
            if (arrivals.size() == Events.MAX_EVENTS) {
                throw new ChaosException("more than " + Events.MAX_EVENTS + " events: run for a shorter time");
            }
            arrivals.add(arrival);
        }
        var event = arrival.event();
        seen.add(event.jobId());
        if (event.fact().terminal()) {
            ended.put(event.jobId(), event);
        }
        if (event.fact() instanceof JobFact.StepCompleted) {
            stepsCompleted.incrementAndGet();
        }
    }

    /** @throws ChaosException where the log cannot be followed any more */
    void check() {
        var why = failure;
        if (why != null) {
            throw new ChaosException("cannot follow " + events.jobEvents() + ": " + why.getMessage(), why);
        }
    }

    List<Arrival> arrivals() {
        synchronized (arrivals) {
            return List.copyOf(arrivals);
        }
    }

    /** The terminal event; empty while the job runs. */
    Optional<JobEvent> end(String jobId) {
        return Optional.ofNullable(ended.get(jobId));
    }

    int endedCount() {
        return ended.size();
    }

    /** Jobs of which there is an event. */
    int seenCount() {
        return seen.size();
    }

    long stepsCompleted() {
        return stepsCompleted.get();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
