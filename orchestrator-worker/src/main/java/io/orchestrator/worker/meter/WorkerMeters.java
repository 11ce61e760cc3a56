package io.orchestrator.worker.meter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.orchestrator.model.ModelUsage;
import io.orchestrator.model.Priority;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;

/**
 * The meters of a worker, all of them. Resilience4j's own ({@code resilience4j.circuitbreaker.*}, {@code
 * resilience4j.bulkhead.*}, {@code resilience4j.ratelimiter.*}, {@code resilience4j.retry.*}) are bound by the guard to
 * the same registry. Thread-safe.
 */
public final class WorkerMeters {

    /** Commands received, by queue, priority and {@link Receipt}. */
    public static final String COMMANDS = "orchestrator.worker.commands";

    /** How long attempts ran, by tool (or model provider) and outcome: done, reported, or the failure's kind. */
    public static final String ATTEMPTS = "orchestrator.worker.attempts";

    /** From the coordinator's decision to the start on this worker, by priority; clocks of two machines. */
    public static final String DISPATCH_DELAY = "orchestrator.worker.dispatch.delay";

    /** Attempts that run now. */
    public static final String RUNNING = "orchestrator.worker.running";

    /** The most attempts that may run at once. */
    public static final String SLOTS = "orchestrator.worker.slots";

    /** Commands accepted before their end because they run longer than the grace. */
    public static final String EARLY_ACCEPTS = "orchestrator.worker.early.accepts";

    /** Lease renewals published. */
    public static final String LEASE_RENEWALS = "orchestrator.worker.lease.renewals";

    /** Attempts stopped because the coordinator said so. */
    public static final String STOPPED = "orchestrator.worker.stopped";

    /** Attempts that only one worker may run, stopped because their lease could not be renewed. */
    public static final String FENCED = "orchestrator.worker.fenced";

    /** Records that could not be published, by topic kind: started, completed, progress, dead-letter. */
    public static final String PUBLISH_FAILURES = "orchestrator.worker.publish.failures";

    /** Acknowledgements that the broker refused: the command will come again. */
    public static final String ACKNOWLEDGE_FAILURES = "orchestrator.worker.acknowledge.failures";

    /** Tokens, by provider and direction (input, output). */
    public static final String MODEL_TOKENS = "orchestrator.worker.model.tokens";

    /** Bytes of artifacts, by direction: {@code opened} for calls, {@code kept} of results. */
    public static final String ARTIFACT_BYTES = "orchestrator.worker.artifact.bytes";

    /** Calls of steps with a cache, by {@link CacheAnswer}. */
    public static final String CACHE = "orchestrator.worker.cache";

    /** Who answered a call of a step with a cache. */
    public enum CacheAnswer {
        HIT,
        MISS
    }

    /** What became of a received command. */
    public enum Receipt {
        STARTED,
        DUPLICATE,
        CANCELLED,
        UNDECODABLE,
        RELEASED;

        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final MeterRegistry registry;

    public WorkerMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The registry, for binders that bring meters of their own. */
    public MeterRegistry registry() {
        return registry;
    }

    public void received(String queue, Priority priority, Receipt receipt) {
        registry.counter(COMMANDS, "queue", queue, "priority", priority.word(), "receipt", receipt.tag())
                .increment();
    }

    public void attempt(String tool, String outcome, Duration took) {
        registry.timer(ATTEMPTS, "tool", tool, "outcome", outcome).record(took);
    }

    public void dispatchDelay(Priority priority, Duration delay) {
        registry.timer(DISPATCH_DELAY, "priority", priority.word()).record(delay.isNegative() ? Duration.ZERO : delay);
    }

    public void slots(int slots, IntSupplier running) {
        Gauge.builder(SLOTS, () -> slots).register(registry);
        Gauge.builder(RUNNING, running::getAsInt).register(registry);
    }

    public void acceptedEarly(String queue) {
        registry.counter(EARLY_ACCEPTS, "queue", queue).increment();
    }

    public void leaseRenewed() {
        registry.counter(LEASE_RENEWALS).increment();
    }

    public void stopped() {
        registry.counter(STOPPED).increment();
    }

    public void fenced() {
        registry.counter(FENCED).increment();
    }

    public void publishFailed(String kind) {
        registry.counter(PUBLISH_FAILURES, "kind", kind).increment();
    }

    public void acknowledgeFailed(String queue, int records) {
        registry.counter(ACKNOWLEDGE_FAILURES, "queue", queue).increment(records);
    }

    public void cache(CacheAnswer answer) {
        registry.counter(CACHE, "answer", answer.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    public void opened(long bytes) {
        registry.counter(ARTIFACT_BYTES, "direction", "opened").increment((double) bytes);
    }

    public void deposited(long bytes) {
        registry.counter(ARTIFACT_BYTES, "direction", "kept").increment((double) bytes);
    }

    public void used(ModelUsage usage) {
        registry.counter(MODEL_TOKENS, "provider", usage.provider(), "direction", "input")
                .increment((double) usage.inputTokens());
        registry.counter(MODEL_TOKENS, "provider", usage.provider(), "direction", "output")
                .increment((double) usage.outputTokens());
    }
}
