package io.orchestrator.coordinator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.orchestrator.engine.Decision.Ignored;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Every meter of the coordinator with its meaning. Thread-safe. */
public final class Metrics {

    private final MeterRegistry registry;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final Timer decisions;
    private final Timer timerLateness;
    private final Counter quarantined;
    private final Counter replacedThreads;
    private final Counter sweepFailures;
    private final MultiGauge queueLag;
    private final Counter indexRebuilds;
    private final Map<String, AtomicInteger> lanes = new ConcurrentHashMap<>();
    private final Timer scheduleLateness;
    private final Counter scheduled;
    private final Counter scheduleMissed;
    private final Counter mendedLanes;
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicLong indexedJobs = new AtomicLong();
    private final AtomicLong indexLag = new AtomicLong();

    public Metrics(MeterRegistry registry) {
        this.registry = registry;
        decisions = Timer.builder("orchestrator.decision")
                .description("Loading a job, deciding and encoding; what is ignored included")
                .register(registry);
        timerLateness = Timer.builder("orchestrator.timer.lateness")
                .description("How long after its due time a timer fires; its count is the number of timers fired")
                .register(registry);
        quarantined = Counter.builder("orchestrator.jobs.quarantined")
                .description("Jobs ended by the coordinator itself: a bug, a lost plan, an unusable record")
                .register(registry);
        replacedThreads = Counter.builder("orchestrator.stream.threads.replaced")
                .description("Stream threads that died and were replaced")
                .register(registry);
        sweepFailures = Counter.builder("orchestrator.artifacts.sweep.failures")
                .description("Times that the artifacts of a job that has left could not be deleted")
                .register(registry);
        queueLag = MultiGauge.builder("orchestrator.queue.lag")
                .description("Commands that no worker has acknowledged yet; a queue whose lag is not known has none")
                .register(registry);
        registry.gauge("orchestrator.http.event.streams", streams);
        indexRebuilds = Counter.builder("orchestrator.search.rebuilds")
                .description("Search indexes made from the beginning: there was none, or none that could be used")
                .register(registry);
        scheduleLateness = Timer.builder("orchestrator.schedule.lateness")
                .description("How long after its time a schedule is looked at")
                .register(registry);
        scheduled = Counter.builder("orchestrator.schedule.jobs")
                .description("Jobs that schedules asked for")
                .register(registry);
        scheduleMissed = Counter.builder("orchestrator.schedule.missed")
                .description("How often a schedule left out times at which no coordinator ran")
                .register(registry);
        mendedLanes = Counter.builder("orchestrator.admission.mended")
                .description("Lanes that were counted anew: a row could not be read, or a change failed half done")
                .register(registry);
        Gauge.builder("orchestrator.search.jobs", indexedJobs, AtomicLong::get)
                .description("Jobs in the search index")
                .register(registry);
        Gauge.builder("orchestrator.search.lag", indexLag, AtomicLong::get)
                .description("Views of jobs that are not in the search index yet")
                .register(registry);
    }

    /** A record came in, so long after the broker stamped it. */
    public void received(String source, long delayMs) {
        timers.computeIfAbsent(
                        source,
                        s -> Timer.builder("orchestrator.input.delay")
                                .description("Age of a record when it is processed, by the broker's time")
                                .tag("source", s)
                                .register(registry))
                .record(Math.max(0, delayMs), TimeUnit.MILLISECONDS);
    }

    /** An input was loaded, decided and encoded. */
    public void decided(long nanos) {
        decisions.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** An input changed nothing. */
    public void ignored(Ignored reason) {
        count("orchestrator.inputs.ignored", "Inputs that were stale, duplicate or late", "reason", reason.name());
    }

    /** A worker's answer did not bear our claim. */
    public void forged(String source) {
        count("orchestrator.inputs.forged", "Answers of workers without a valid claim", "source", source);
    }

    /** A record came to another partition than its key belongs to, and was sent on. */
    public void misrouted(String source) {
        count("orchestrator.inputs.misrouted", "Records written with another partitioner, sent on", "source", source);
    }

    /** A record became a dead letter. */
    public void deadLetter(String source) {
        count("orchestrator.dead.letters", "Records that could not be used", "source", source);
    }

    /** The artifacts of a job that has left could not be deleted; they are tried again. */
    public void sweepFailed() {
        sweepFailures.increment();
    }

    /** A record went out. */
    public void sent(String sink) {
        count("orchestrator.sent", "Records written, by kind", "sink", sink);
    }

    /** A record was written to a topic of a user's, or was not. */
    public void emitted(String outcome) {
        count("orchestrator.emits", "Records for topics of users'", "outcome", outcome);
    }

    public void quarantined() {
        quarantined.increment();
    }

    public void threadReplaced() {
        replacedThreads.increment();
    }

    /** A timer fired so many milliseconds after its time. */
    public void timerFired(long lateMs) {
        timerLateness.record(Math.max(0, lateMs), TimeUnit.MILLISECONDS);
    }

    /** What came of a signal that names no job. */
    public void signal(String outcome) {
        count("orchestrator.signals", "Signals that name no job, by what came of them", "outcome", outcome);
    }

    /** A schedule was due so many milliseconds ago. */
    public void scheduleDue(long lateMs) {
        scheduleLateness.record(Math.max(0, lateMs), TimeUnit.MILLISECONDS);
    }

    /** A schedule asked for a job. */
    public void scheduled() {
        scheduled.increment();
    }

    /** A schedule left out times at which no coordinator ran. */
    public void scheduleMissed() {
        scheduleMissed.increment();
    }

    /** An HTTP request was answered. */
    public void answered(String route, int status, Duration time) {
        timers.computeIfAbsent(
                        route + " " + status,
                        key -> Timer.builder("orchestrator.http.requests")
                                .description("HTTP requests; an event stream counts when it ends")
                                .tag("route", route)
                                .tag("status", String.valueOf(status))
                                .register(registry))
                .record(time);
    }

    /** An event stream opened. */
    public void streamOpened() {
        streams.incrementAndGet();
    }

    /** An event stream closed. */
    public void streamClosed() {
        streams.decrementAndGet();
    }

    /** The search index begins anew. */
    public void indexRebuilt() {
        indexRebuilds.increment();
    }

    /** What the search index holds, and how many records it is behind. */
    public void indexed(long jobs, long behind) {
        indexedJobs.set(jobs);
        indexLag.set(behind);
    }

    /** What waits in the queues now. What is not in the list is not known (any more) and not shown. */
    public void waiting(List<QueueLag> lags) {
        queueLag.register(lags.stream().map(Metrics::row).collect(Collectors.toList()), true);
    }

    private static MultiGauge.Row<?> row(QueueLag lag) {
        return MultiGauge.Row.of(
                Tags.of("queue", lag.queue(), "priority", lag.priority().word()), lag.commands());
    }

    /** What became of a job that asked a lane, or of one that holds a place in it. */
    public void ticket(String outcome) {
        count("orchestrator.admission.tickets", "Answers of lanes to jobs that are limited", "outcome", outcome);
    }

    /** A lane was counted anew. */
    public void laneMended() {
        mendedLanes.increment();
    }

    /** How many jobs of a queue that has limits run, and how many wait. */
    public void lane(String queue, int running, int waiting) {
        lane("orchestrator.admission.running", "Jobs of a limited queue that were let through", queue)
                .set(running);
        lane("orchestrator.admission.waiting", "Jobs of a limited queue that wait for their turn", queue)
                .set(waiting);
    }

    private AtomicInteger lane(String name, String description, String queue) {
        return lanes.computeIfAbsent(name + " " + queue, key -> {
            var value = new AtomicInteger();
            Gauge.builder(name, value, AtomicInteger::get)
                    .description(description)
                    .tag("queue", queue)
                    .register(registry);
            return value;
        });
    }

    /** Another process knows the queue's numbers from now on. */
    public void laneGone(String queue) {
        for (String name : List.of("orchestrator.admission.running", "orchestrator.admission.waiting")) {
            if (lanes.remove(name + " " + queue) != null) {
                registry.find(name).tag("queue", queue).meters().forEach(registry::remove);
            }
        }
    }

    private void count(String name, String description, String tag, String value) {
        counters.computeIfAbsent(
                        name + value,
                        key -> Counter.builder(name)
                                .description(description)
                                .tag(tag, value)
                                .register(registry))
                .increment();
    }
}
