package io.orchestrator.worker.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.TaskResult;
import io.orchestrator.worker.guard.Permit.Reach;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A circuit breaker that knows how long it stays open. Thread-safe. */
final class Breaker {

    /** What a refused caller waits at least: a half-open breaker decides within this time. */
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final CircuitBreaker breaker;
    private final Duration openFor;
    private volatile long openedAtNanos = System.nanoTime();

    Breaker(CircuitBreaker breaker, Duration openFor) {
        this.breaker = breaker;
        this.openFor = openFor;
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                openedAtNanos = System.nanoTime();
            }
        });
    }

    /** Why the call may not be made now; empty where it may, and then {@link #settle} or {@link #forget} must follow. */
    Optional<Failure> refusal() {
        if (breaker.tryAcquirePermission()) {
            return Optional.empty();
        }
        var passed = Duration.ofNanos(System.nanoTime() - openedAtNanos);
        var left = openFor.minus(passed);
        var wait = left.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : left;
        return Optional.of(new Failure(
                FailureKind.UNAVAILABLE,
                Failure.NOT_ATTEMPTED,
                "circuit breaker of '" + breaker.getName()
                        + "' is open: it failed too often lately, calls are refused for another "
                        + wait.toMillis()
                        + " ms",
                wait.toMillis()));
    }

    /** Counts a result: only what says that the other side is in trouble is a failure. */
    void settle(TaskResult result, Reach reach, Duration took) {
        switch (result) {
            case TaskResult.Done done -> breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
            case TaskResult.Failed failed -> {
                if (isTrouble(failed.failure().kind(), reach)) {
                    var trouble = new Trouble(failed.failure().code());
                    breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, trouble);
                } else {
                    breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
                }
            }
        }
    }

    /** The call ended for a reason of ours: it says nothing of the other side. */
    void forget() {
        breaker.releasePermission();
    }

    private static boolean isTrouble(FailureKind kind, Reach reach) {
        return switch (kind) {
            case UNAVAILABLE -> true;
            case TIMEOUT -> reach == Reach.REMOTE;
            case TOOL, MODEL, INVALID, TEMPLATE, DENIED, LIMIT, LOST, UNKNOWN, CANCELLED, REJECTED, INTERNAL -> false;
        };
    }

    /** Tells the breaker's events what happened, without the cost of a stack trace. */
    private static final class Trouble extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Trouble(String code) {
            super(code, null, false, false);
        }
    }
}
