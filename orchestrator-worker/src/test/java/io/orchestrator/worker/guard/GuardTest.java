package io.orchestrator.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.worker.guard.Permit.Reach;
import io.orchestrator.worker.guard.Permit.Repeat;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class GuardTest {

    private static final TaskResult DONE = new TaskResult.Done(Value.EMPTY, Optional.empty());
    private static final GuardConfig QUICK =
            new GuardConfig(2, 50, 4, 4, Duration.ofSeconds(30), 0, Duration.ofSeconds(1), 2, Duration.ofMillis(1));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Guard guard = guard(QUICK);

    @Test
    void answersTheResultWhenTheCallIsFine() throws InterruptedException {
        var result = guard.call(permit(Repeat.SAFE, Duration.ZERO, ""), () -> DONE);

        assertThat(result).isEqualTo(DONE);
    }

    @Test
    void triesQuicklyAgainWhenAFaultPasses() throws InterruptedException {
        var tries = new AtomicInteger();

        var result = guard.call(
                permit(Repeat.SAFE, Duration.ZERO, ""),
                () -> tries.incrementAndGet() < 3 ? failed(FailureKind.UNAVAILABLE, 0) : DONE);

        assertThat(result).isEqualTo(DONE);
        assertThat(tries).hasValue(3);
    }

    @Test
    void triesOnceWhenTheCallMustNotBeRepeated() throws InterruptedException {
        var tries = new AtomicInteger();

        var result = guard.call(permit(Repeat.NEVER, Duration.ZERO, ""), () -> {
            tries.incrementAndGet();
            return failed(FailureKind.UNAVAILABLE, 0);
        });

        assertThat(failure(result).kind()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(tries).hasValue(1);
    }

    @Test
    void leavesTheRetryToTheEngineWhenThePatienceIsAskedFor() throws InterruptedException {
        var tries = new AtomicInteger();

        guard.call(permit(Repeat.SAFE, Duration.ZERO, ""), () -> {
            tries.incrementAndGet();
            return failed(FailureKind.UNAVAILABLE, 5_000);
        });

        assertThat(tries).hasValue(1);
    }

    @Test
    void refusesWithTheRemainingWaitWhenTheBreakerIsOpen() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            guard.call(permit(Repeat.NEVER, Duration.ZERO, ""), () -> failed(FailureKind.UNAVAILABLE, 0));
        }

        var refused = failure(guard.call(permit(Repeat.NEVER, Duration.ZERO, ""), () -> DONE));

        assertThat(refused.kind()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(refused.notAttempted()).isTrue();
        assertThat(refused.message()).contains("circuit breaker of 'tool' is open");
        assertThat(refused.retryAfterMs()).isBetween(20_000L, 30_000L);
    }

    @Test
    void staysClosedWhenFailuresAreTheAuthorsOwn() throws InterruptedException {
        for (var kind : new FailureKind[] {FailureKind.INVALID, FailureKind.DENIED, FailureKind.TEMPLATE}) {
            for (int i = 0; i < 4; i++) {
                guard.call(permit(Repeat.NEVER, Duration.ZERO, ""), () -> failed(kind, 0));
            }
        }

        assertThat(guard.call(permit(Repeat.NEVER, Duration.ZERO, ""), () -> DONE))
                .isEqualTo(DONE);
    }

    @Test
    void staysClosedForOthersWhenOneHostIsDown() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            guard.call(permit(Repeat.NEVER, Duration.ZERO, "bad:80"), () -> failed(FailureKind.UNAVAILABLE, 0));
        }

        var bad = guard.call(permit(Repeat.NEVER, Duration.ZERO, "bad:80"), () -> DONE);
        var good = guard.call(permit(Repeat.NEVER, Duration.ZERO, "good:80"), () -> DONE);

        assertThat(failure(bad).notAttempted()).isTrue();
        assertThat(good).isEqualTo(DONE);
    }

    @Test
    void refusesWhenTheBulkheadIsFull() throws InterruptedException {
        var release = new CountDownLatch(1);
        var inside = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            Thread.ofVirtual().start(() -> occupy(inside, release));
        }
        inside.await();

        var refused = failure(guard.call(permit(Repeat.NEVER, Duration.ZERO, ""), () -> DONE));
        release.countDown();

        assertThat(refused.notAttempted()).isTrue();
        assertThat(refused.message()).contains("already runs 2 calls");
        assertThat(refused.retryAfterMs()).isPositive();
    }

    @Test
    void refusesWhenTheRateIsExceeded() throws InterruptedException {
        var limited = guard(new GuardConfig(
                2, 50, 4, 4, Duration.ofSeconds(30), 1, Duration.ofMinutes(1), 2, Duration.ofMillis(1)));

        limited.call(permit(Repeat.SAFE, Duration.ZERO, ""), () -> DONE);
        var refused = failure(limited.call(permit(Repeat.SAFE, Duration.ZERO, ""), () -> DONE));

        assertThat(refused.notAttempted()).isTrue();
        assertThat(refused.message()).contains("limited to 1 calls");
        assertThat(refused.retryAfterMs()).isEqualTo(60_000);
    }

    @Test
    void interruptsAndNamesTheLimitWhenTheCallTakesTooLong() throws InterruptedException {
        var cleanedUp = new AtomicBoolean();

        var result = guard.call(permit(Repeat.SAFE, Duration.ofMillis(100), ""), () -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                cleanedUp.set(true);
            }
            return DONE;
        });

        assertThat(failure(result).kind()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(failure(result).message()).isEqualTo("Task 'step' exceeded timeout of 0.1 seconds");
        assertThat(cleanedUp).isTrue();
    }

    @Test
    void saysWholeSecondsWhenTheLimitIsWhole() {
        assertThat(TimeLimit.exceeded("flaky", Duration.ofSeconds(1)).message())
                .isEqualTo("Task 'flaky' exceeded timeout of 1 seconds");
    }

    @Test
    void stopsTheCallWhenTheCallerIsInterrupted() throws InterruptedException {
        var cleanedUp = new AtomicBoolean();
        var inside = new CountDownLatch(1);
        var caller = Thread.ofVirtual().start(() -> waitInside(inside, cleanedUp));
        inside.await();

        caller.interrupt();
        caller.join();

        assertThat(cleanedUp).isTrue();
        assertThat(guard.call(permit(Repeat.SAFE, Duration.ZERO, ""), () -> DONE))
                .isEqualTo(DONE);
    }

    @Test
    void showsItsBreakerWhenMetersAreRead() throws InterruptedException {
        guard.call(permit(Repeat.SAFE, Duration.ZERO, ""), () -> DONE);

        await().untilAsserted(() -> assertThat(meters.get("resilience4j.circuitbreaker.calls")
                        .tag("name", "tool")
                        .tag("kind", "successful")
                        .timer()
                        .count())
                .isEqualTo(1));
    }

    private void waitInside(CountDownLatch inside, AtomicBoolean cleanedUp) {
        try {
            guard.call(permit(Repeat.SAFE, Duration.ofMinutes(1), ""), () -> {
                try {
                    inside.countDown();
                    new CountDownLatch(1).await();
                } finally {
                    cleanedUp.set(true);
                }
                return DONE;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void occupy(CountDownLatch inside, CountDownLatch release) {
        try {
            guard.call(permit(Repeat.NEVER, Duration.ZERO, ""), () -> {
                inside.countDown();
                release.await();
                return DONE;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Guard guard(GuardConfig config) {
        return new Guards(Map.of(), config, meters).of("tool");
    }

    private static Permit permit(Repeat repeat, Duration limit, String target) {
        return new Permit("step", Budget.startingNow(limit), repeat, Reach.REMOTE, target);
    }

    private static TaskResult failed(FailureKind kind, long retryAfterMs) {
        return new TaskResult.Failed(new Failure(kind, "CODE", "message", retryAfterMs));
    }

    private static Failure failure(TaskResult result) {
        return ((TaskResult.Failed) result).failure();
    }
}
