package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Block;
import io.orchestrator.plan.ErrorHandler;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Error handlers: which is asked, what it runs, what becomes of the step. */
class HandlersTest {

    @Test
    void givesTheFallbackWhenAHandlerHasOne() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("fetch", "x")
                .handler(h -> fallback(h, "cached {{ error.error_type }}"), body -> {})
                .step("after", "{{ fetch.result }}", "fetch")
                .build());

        job.fail("fetch", FailureKind.INVALID);

        assertThat(job.sentText("after")).isEqualTo("cached ValidationError");
        assertThat(job.step("fetch").status()).isEqualTo(StepStatus.COMPLETED);
    }

    @Test
    void runsTheHandlersStepsBeforeItGoesOn() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("fetch", "x")
                .handler(h -> h, body -> body.step("log", "{{ error.failed_task_id }}: {{ error.error_message }}"))
                .step("after", "{{ fetch.result }}", "fetch")
                .build());

        job.fail("fetch", FailureKind.INVALID);
        assertThat(job.sentText("fetch[error1].log")).isEqualTo("fetch: fetch failed");
        job.complete("fetch[error1].log", "logged");

        assertThat(job.sentText("after")).isEqualTo("logged");
    }

    @Test
    void triesAgainAfterTheHandlerWhenItAsksForThat() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("fetch", "x")
                .handler(h -> retrying(h, 2), body -> body.step("mend", "m"))
                .build());

        job.fail("fetch", FailureKind.INVALID);
        job.complete("fetch[error1].mend", "x");
        assertThat(job.command("fetch").task().attempt()).isEqualTo(2);
        job.fail("fetch", FailureKind.INVALID);
        job.complete("fetch[error2].mend", "x");
        job.fail("fetch", FailureKind.INVALID);

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.command("fetch").task().attempt()).isEqualTo(3);
    }

    @Test
    void asksTheNextHandlerWhenTheFirstDoesNotMatch() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("fetch", "x")
                .handler(h -> typed(fallback(h, "one"), Set.of("TimeoutError")), body -> {})
                .handler(h -> typed(fallback(h, "two"), Set.of("*")), body -> {})
                .output("got", "{{ fetch.result }}")
                .build());

        job.fail("fetch", FailureKind.INVALID);

        assertThat(job.root().outputs().get("got")).isEqualTo(Value.of("two"));
    }

    @Test
    void takesReportedFailuresWhenAStepHasHandlers() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("fetch", "x")
                .handler(h -> fallback(h, "instead"), body -> {})
                .output("got", "{{ fetch.result }}")
                .build());

        job.reportFailure("fetch");

        assertThat(job.root().outputs().get("got")).isEqualTo(Value.of("instead"));
    }

    @Test
    void failsWithTheFirstFailureWhenTheHandlerFails() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("fetch", "x")
                .handler(h -> h, body -> body.step("log", "l"))
                .build());

        job.fail("fetch", FailureKind.INVALID);
        job.fail("fetch[error1].log", FailureKind.DENIED);

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.root().failedStep()).isEqualTo("fetch");
        assertThat(job.failure().kind()).isEqualTo(FailureKind.INVALID);
    }

    @Test
    void handsTheFailureOnWhenTheHandlerPropagatesIt() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("fetch", "x")
                .handler(
                        h -> new ErrorHandler(
                                h.types(), h.patterns(), h.codes(), h.block(), false, 0, true, false, Optional.empty()),
                        body -> body.step("log", "l"))
                .build());

        job.fail("fetch", FailureKind.INVALID);
        job.complete("fetch[error1].log", "x");

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void handlesALoopsFailureWhenTheLoopHasAHandler() {
        var items = Value.of(List.of(Value.of(1), Value.of(2)));
        var job = JobDriver.submitted(new PlanBuilder()
                .forEach("loop", items, 2, body -> body.step("work", "{{ item }}"))
                .handler(h -> fallback(h, "nothing"), body -> {})
                .output("got", "{{ loop.result }}")
                .build());

        job.fail("loop[1].work", FailureKind.INVALID);

        assertThat(job.root().outputs().get("got")).isEqualTo(Value.of("nothing"));
        assertThat(job.step("loop[0].work").status()).isEqualTo(StepStatus.CANCELLED);
    }

    @ParameterizedTest
    @CsvSource({
        "TimeoutError, TIMEOUT, T, slow, true",
        "timeout, TIMEOUT, T, slow, true",
        "ConnectionError, UNAVAILABLE, REFUSED, refused, true",
        "FileNotFoundError, TOOL, FILE_NOT_FOUND, gone, true",
        "Exception, DENIED, X, no, true",
        "*, DENIED, X, no, true",
        "ValueError, TIMEOUT, T, slow, false",
    })
    void matchesTypesAsAuthorsWriteThem(String type, FailureKind kind, String code, String message, boolean matches) {
        var handler = typed(handler(List.of(), Set.of()), Set.of(type));

        assertThat(HandlerMatch.matches(handler, Failure.of(kind, code, message)))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "token.*expired, 0, the TOKEN has expired, true",
        "rate limit, 0, Rate limit exceeded, true",
        "[a-z, 0, broken pattern, false",
        ", 503, the server answered 503, true",
        ", 503, the server answered 5030, false",
    })
    void matchesPatternsAndCodes(String pattern, int code, String message, boolean matches) {
        var handler = handler(pattern == null ? List.of() : List.of(pattern), code == 0 ? Set.of() : Set.of(code));

        assertThat(HandlerMatch.matches(handler, Failure.of(FailureKind.TOOL, "X", message)))
                .isEqualTo(matches);
    }

    private static ErrorHandler handler(List<String> patterns, Set<Integer> codes) {
        return new ErrorHandler(Set.of(), patterns, codes, Block.EMPTY, false, 0, false, false, Optional.empty());
    }

    private static ErrorHandler fallback(ErrorHandler h, String value) {
        return new ErrorHandler(
                h.types(),
                h.patterns(),
                h.codes(),
                h.block(),
                false,
                0,
                false,
                false,
                Optional.of(ValueTemplate.of(Value.of(value))));
    }

    private static ErrorHandler retrying(ErrorHandler h, int times) {
        return new ErrorHandler(
                h.types(), h.patterns(), h.codes(), h.block(), true, times, false, false, Optional.empty());
    }

    private static ErrorHandler typed(ErrorHandler h, Set<String> types) {
        return new ErrorHandler(
                types,
                h.patterns(),
                h.codes(),
                h.block(),
                h.retry(),
                h.maxRetries(),
                h.propagate(),
                h.continueOnHandlerFailure(),
                h.fallback());
    }
}
