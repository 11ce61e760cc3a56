package io.orchestrator.worker.guard;

import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.TaskResult;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a call that takes too long: interrupts it, waits until it has cleaned up, and answers a timeout. */
public final class TimeLimit {

    /** How long an interrupted call may take to kill what it started. */
    public static final Duration CLEAN_UP = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(TimeLimit.class);

    private TimeLimit() {}

    /**
     * Runs the call on a virtual thread of its own.
     *
     * @param label the step's id, named in the failure's message
     */
    static TaskResult within(String label, Budget budget, GuardedCall call) throws InterruptedException {
        var remaining = budget.remaining();
        if (!remaining.isPositive()) {
            return new TaskResult.Failed(exceeded(label, budget.total()));
        }
        var task = new FutureTask<>(call::run);
        var thread = Thread.ofVirtual().name("call-", 0).unstarted(task);
        var limiter = TimeLimiter.of(label, config(remaining));
        try {
            return limiter.executeFutureSupplier(() -> {
                thread.start();
                return task;
            });
        } catch (TimeoutException e) {
            awaitEnd(thread, label);
            return new TaskResult.Failed(exceeded(label, budget.total()));
        } catch (InterruptedException e) {
            task.cancel(true);
            awaitEnd(thread, label);
            throw e;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code Task 'fetch' exceeded timeout of 5 seconds}; a fraction only where there is one. */
    static Failure exceeded(String label, Duration limit) {
        var seconds = limit.toMillis() % 1000 == 0
                ? Long.toString(limit.toSeconds())
                : Double.toString(limit.toMillis() / 1000.0);
        return Failure.of(
                FailureKind.TIMEOUT, "TIMEOUT", "Task '" + label + "' exceeded timeout of " + seconds + " seconds");
    }

    private static TimeLimiterConfig config(Duration remaining) {
        return TimeLimiterConfig.custom()
                .timeoutDuration(remaining)
                .cancelRunningFuture(true)
                .build();
    }

    private static void awaitEnd(Thread thread, String label) throws InterruptedException {
        if (!thread.join(CLEAN_UP)) {
            LOG.warn("step {} ignores its interrupt: its thread goes on beside the next attempt", label);
        }
    }
}
