package io.orchestrator.worker.run;

import io.orchestrator.json.Json;
import io.orchestrator.model.ModelUsage;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.worker.guard.Budget;
import io.orchestrator.worker.guard.GuardedCall;
import io.orchestrator.worker.meter.WorkerMeters;
import io.orchestrator.worker.meter.WorkerMeters.CacheAnswer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Results of calls that steps let be used again: of this process only, gone with it, those used longest ago forgotten
 * first. Only successes are kept. Of equal calls at the same time one is made, the others wait for it. Thread-safe.
 */
final class ResultCache {

    /** What an envelope says that comes from here. */
    static final String MARK = "from_cache";

    /** Results that are kept. */
    static final int MAX_ENTRIES = 10_000;

    /** Bytes of JSON that all of them may have together. */
    static final long MAX_BYTES = 64L << 20;

    private final LongSupplier nanos;
    private final WorkerMeters meters;
    private final Bounds bounds;
    private final Map<String, CountDownLatch> calls = new ConcurrentHashMap<>();
    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;

    /**
     * @param entries the most results
     * @param bytes of JSON of all of them
     */
    record Bounds(int entries, long bytes) {
        static final Bounds DEFAULT = new Bounds(MAX_ENTRIES, MAX_BYTES);
    }

    private record Kept(TaskResult.Done result, long bytes, long endedNanos) {}

    /** @param nanos a clock as {@link System#nanoTime} */
    ResultCache(LongSupplier nanos, WorkerMeters meters, Bounds bounds) {
        this.nanos = nanos;
        this.meters = meters;
        this.bounds = bounds;
    }

    /**
     * An earlier result, or that of the call.
     *
     * @param budget of the attempt: waiting for an equal call uses it up, too
     * @param call gives a result without secrets and sensitive inputs
     */
    TaskResult answer(StepCommand command, Budget budget, GuardedCall call) throws InterruptedException {
        var key = CacheKey.of(command);
        if (key.isEmpty()) {
            return call.run();
        }
        var ttlMs = command.manner().cache().orElseThrow().ttlMs();
        var mine = new CountDownLatch(1);
        var other = calls.putIfAbsent(key.get(), mine);
        if (other != null) {
            await(other, budget);
            return foundElse(key.get(), ttlMs, command, call);
        }
        try {
            return foundElse(key.get(), ttlMs, command, call);
        } finally {
            calls.remove(key.get());
            mine.countDown();
        }
    }

    /** Where the other call takes too long or fails, the caller makes its own. */
    private static void await(CountDownLatch other, Budget budget) throws InterruptedException {
        if (!budget.limited()) {
            other.await();
        } else if (budget.remaining().isPositive()) {
            other.await(budget.remaining().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private TaskResult foundElse(String key, long ttlMs, StepCommand command, GuardedCall call)
            throws InterruptedException {
        var found = find(key, ttlMs);
        meters.cache(found.isPresent() ? CacheAnswer.HIT : CacheAnswer.MISS);
        return found.isPresent() ? again(found.get()) : keep(key, command, call.run());
    }

    private synchronized Optional<TaskResult.Done> find(String key, long ttlMs) {
        return Optional.ofNullable(kept.get(key))
                .filter(one -> nanos.getAsLong() - one.endedNanos() <= TimeUnit.MILLISECONDS.toNanos(ttlMs))
                .map(Kept::result);
    }

    /** It says where it comes from, and that no model was asked for it. */
    private static TaskResult again(TaskResult.Done result) {
        var usage = result.usage().map(used -> new ModelUsage(used.provider(), used.model(), 0, 0));
        return new TaskResult.Done(result.envelope().with(MARK, Value.Bool.TRUE), usage);
    }

    private TaskResult keep(String key, StepCommand command, TaskResult result) {
        if (!(result instanceof TaskResult.Done done) || !done.success()) {
            return result;
        }
        var text = Json.write(done.envelope());
        var blotted = !command.sealed().isEmpty() && text.contains(Mask.BLOT);
        var bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (!blotted && bytes <= ResultBound.MAX_BYTES && bytes <= bounds.bytes()) {
            put(key, new Kept(done, bytes, nanos.getAsLong()));
        }
        return result;
    }

    private synchronized void put(String key, Kept one) {
        var before = kept.put(key, one);
        keptBytes += one.bytes() - (before == null ? 0 : before.bytes());
        var oldest = kept.entrySet().iterator();
        while (kept.size() > bounds.entries() || keptBytes > bounds.bytes()) {
            keptBytes -= oldest.next().getValue().bytes();
            oldest.remove();
        }
    }
}
