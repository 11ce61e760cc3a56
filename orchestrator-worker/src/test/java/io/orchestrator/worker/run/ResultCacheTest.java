package io.orchestrator.worker.run;

import static io.orchestrator.worker.run.OwnTool.MARK;
import static io.orchestrator.worker.run.OwnTool.SEALER;
import static io.orchestrator.worker.run.OwnTool.command;
import static io.orchestrator.worker.run.OwnTool.done;
import static io.orchestrator.worker.run.OwnTool.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.model.Call;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.ModelUsage;
import io.orchestrator.model.SecretMark;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.worker.guard.Budget;
import io.orchestrator.worker.guard.GuardedCall;
import io.orchestrator.worker.meter.WorkerMeters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Which results are used again, and which never are. */
final class ResultCacheTest {

    private static final Budget NO_LIMIT = Budget.startingNow(Duration.ZERO);

    private final AtomicLong nowNanos = new AtomicLong();
    private final AtomicInteger calls = new AtomicInteger();
    private final ResultCache cache = cache(ResultCache.Bounds.DEFAULT);

    private ResultCache cache(ResultCache.Bounds bounds) {
        return new ResultCache(nowNanos::get, new WorkerMeters(new SimpleMeterRegistry()), bounds);
    }

    private GuardedCall counting() {
        return () -> done("call " + calls.incrementAndGet());
    }

    private static StepCommand asking(String about, String key) {
        return command(Map.of("about", Value.of(about)), cached(key));
    }

    private static StepCommand.Manner cached(String key) {
        return new StepCommand.Manner("", Optional.empty(), Map.of(), Optional.of(new StepCommand.Cache(key, 60_000)));
    }

    private String answer(ResultCache cache, StepCommand command) throws InterruptedException {
        var result = envelope(cache.answer(command, NO_LIMIT, counting())).get("result");
        return result instanceof Value.Text text ? text.value() : "";
    }

    @Test
    void answersAgainAndSaysSoWhenTheCallIsTheSame() throws InterruptedException {
        var first = cache.answer(asking("weather", ""), NO_LIMIT, counting());
        var second = cache.answer(asking("weather", ""), NO_LIMIT, counting());

        assertThat(envelope(first).get(ResultCache.MARK)).isNull();
        assertThat(envelope(second).get("result")).isEqualTo(Value.of("call 1"));
        assertThat(envelope(second).get(ResultCache.MARK)).isEqualTo(Value.Bool.TRUE);
    }

    @Test
    void callsWhenAnythingOfTheCallDiffers() throws InterruptedException {
        answer(cache, asking("weather", ""));

        assertThat(answer(cache, asking("news", ""))).isEqualTo("call 2");
        assertThat(answer(
                        cache,
                        command(new Call.Tool("own", "x", Value.EMPTY), "").with(cached(""))))
                .isEqualTo("call 3");
        assertThat(answer(
                        cache,
                        command(new Call.Tool("own", "x", Value.EMPTY), "/other")
                                .with(cached(""))))
                .isEqualTo("call 4");
    }

    @Test
    void answersOtherCallsOfTheToolWhenTheyHaveTheSameKey() throws InterruptedException {
        answer(cache, asking("weather", "today"));

        assertThat(answer(cache, asking("the weather", "today"))).isEqualTo("call 1");
        assertThat(answer(cache, asking("weather", "tomorrow"))).isEqualTo("call 2");
        assertThat(answer(
                        cache,
                        command(new Call.Tool("own", "other", Value.EMPTY), "").with(cached("today"))))
                .isEqualTo("call 3");
    }

    @Test
    void callsAgainWhenTheResultIsTooOld() throws InterruptedException {
        answer(cache, asking("weather", ""));
        nowNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(60_000));
        var inTime = answer(cache, asking("weather", ""));
        nowNanos.addAndGet(1);

        assertThat(inTime).isEqualTo("call 1");
        assertThat(answer(cache, asking("weather", ""))).isEqualTo("call 2");
    }

    @Test
    void callsAgainWhenTheResultWasNoSuccess() throws InterruptedException {
        var failed = new TaskResult.Failed(Failure.of(FailureKind.TOOL, "BROKEN", "broken"));
        var reported = new TaskResult.Done(Value.of(Map.of("success", Value.Bool.FALSE)), Optional.empty());

        cache.answer(asking("weather", ""), NO_LIMIT, () -> failed);
        cache.answer(asking("weather", ""), NO_LIMIT, () -> reported);

        assertThat(answer(cache, asking("weather", ""))).isEqualTo("call 1");
    }

    @Test
    void callsEveryTimeWhenTheStepHasNoCache() throws InterruptedException {
        answer(cache, command(Map.of()));

        assertThat(answer(cache, command(Map.of()))).isEqualTo("call 2");
    }

    @Test
    void callsEveryTimeWhenTheCallBearsASensitiveInput() throws InterruptedException {
        var token = SEALER.seal(Value.of("a-pin-of-the-job"), "job");

        answer(cache, asking("pin " + token, "today"));

        assertThat(answer(cache, asking("pin " + token, "today"))).isEqualTo("call 2");
    }

    @Test
    void callsAgainWhenTheResultHeldASensitiveInputOfAnotherJob() throws InterruptedException {
        cache.answer(asking("weather", ""), NO_LIMIT, () -> done("the " + Mask.BLOT + " of a job"));

        assertThat(answer(cache, asking("weather", ""))).isEqualTo("call 1");
    }

    @Test
    void tellsSecretsFromTextThatLooksLikeThemWhenTheMarkDiffers() throws InterruptedException {
        var reference = SecretMark.reference(MARK, "api-token");

        answer(cache, asking(reference, ""));

        assertThat(answer(cache, asking(reference.replace(MARK, "another-mark-000"), "")))
                .isEqualTo("call 2");
        assertThat(answer(cache, asking("${secret:api-token}", ""))).isEqualTo("call 3");
        assertThat(answer(cache, asking(reference, ""))).isEqualTo("call 1");
    }

    @Test
    void callsAgainWhenOtherSecretsStandBehindTheSameKey() throws InterruptedException {
        answer(cache, asking(SecretMark.reference(MARK, "api-token"), "today"));

        assertThat(answer(cache, asking(SecretMark.reference(MARK, "db.password"), "today")))
                .isEqualTo("call 2");
    }

    @Test
    void countsNoTokensWhenAModelWasNotAsked() throws InterruptedException {
        var model = command(
                        new Call.Model(List.of("openai/gpt-4o-mini"), "generate", "Hello", Value.EMPTY, Value.EMPTY),
                        "")
                .with(cached(""));
        var usage = new ModelUsage("openai", "gpt-4o-mini", 12, 34);
        var envelope = Value.of(Map.of("result", Value.of("Hi"), "success", Value.Bool.TRUE));

        cache.answer(model, NO_LIMIT, () -> new TaskResult.Done(envelope, Optional.of(usage)));
        var again = (TaskResult.Done) cache.answer(model, NO_LIMIT, counting());

        assertThat(again.usage()).contains(new ModelUsage("openai", "gpt-4o-mini", 0, 0));
    }

    @Test
    void forgetsWhatWasUsedLongestAgoWhenThereAreTooMany() throws InterruptedException {
        var small = cache(new ResultCache.Bounds(2, 1_000));

        answer(small, asking("a", ""));
        answer(small, asking("b", ""));
        answer(small, asking("a", ""));
        answer(small, asking("c", ""));

        assertThat(answer(small, asking("a", ""))).isEqualTo("call 1");
        assertThat(answer(small, asking("b", ""))).isEqualTo("call 4");
    }

    @Test
    void keepsNoMoreBytesThanItsBoundWhenResultsAreLarge() throws InterruptedException {
        var small = cache(new ResultCache.Bounds(100, 100));

        small.answer(asking("large", ""), NO_LIMIT, () -> done("x".repeat(200)));
        answer(small, asking("a", ""));
        answer(small, asking("b", ""));
        answer(small, asking("c", ""));

        assertThat(answer(small, asking("large", ""))).isEqualTo("call 4");
        assertThat(answer(small, asking("c", ""))).isEqualTo("call 3");
        assertThat(answer(small, asking("a", ""))).isEqualTo("call 5");
    }

    @Test
    void makesOneCallWhenEqualOnesComeAtTheSameTime() throws InterruptedException, ExecutionException {
        var inside = new CountDownLatch(1);
        var open = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> cache.answer(asking("weather", ""), NO_LIMIT, () -> {
                inside.countDown();
                open.await();
                return done("call " + calls.incrementAndGet());
            }));
            inside.await();
            var second = threads.submit(() -> answer(cache, asking("weather", "")));
            var third = threads.submit(() -> answer(cache, asking("weather", "")));
            open.countDown();

            assertThat(envelope(first.get()).get("result")).isEqualTo(Value.of("call 1"));
            assertThat(List.of(second.get(), third.get())).containsOnly("call 1");
        }
    }

    @Test
    void makesItsOwnCallWhenTheOtherTakesLongerThanItMayWait() throws InterruptedException, ExecutionException {
        var inside = new CountDownLatch(1);
        var open = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> cache.answer(asking("weather", ""), NO_LIMIT, () -> {
                inside.countDown();
                open.await();
                return done("late");
            }));
            inside.await();

            var own = cache.answer(asking("weather", ""), Budget.startingNow(Duration.ofMillis(20)), counting());
            open.countDown();

            assertThat(envelope(own).get("result")).isEqualTo(Value.of("call 1"));
            assertThat(envelope(first.get()).get("result")).isEqualTo(Value.of("late"));
        }
    }
}
