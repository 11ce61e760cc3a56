package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.language.Template;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobLane;
import io.orchestrator.model.JobLane.OnLimit;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobTicket;
import io.orchestrator.model.LaneRequest;
import io.orchestrator.model.ParentStep;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.plan.Admittance;
import io.orchestrator.plan.Plan;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Jobs that are limited: what they ask of their lanes, and what they do until those have answered. */
class AdmissionTest {

    private static final String QUEUE = "queue/batch";
    private static final String KEY = "key/test/for Ada";

    @Test
    void runsAtOnceWhenNothingLimitsIt() {
        var job = JobDriver.submitted(plan(Optional.empty()));

        assertThat(job.types()).containsExactly("job.accepted", "step.scheduled a");
        assertThat(job.asked).isEmpty();
    }

    @Test
    void waitsUntilItsQueueLetsItThrough() {
        var job = JobDriver.limited(plan(Optional.empty()));

        assertThat(job.types()).containsExactly("job.accepted", "job.queued");
        assertThat(job.root().status()).isEqualTo(JobStatus.PENDING);
        assertThat(job.asked)
                .containsExactly(new LaneRequest(
                        JobLane.ofQueue("batch"), JobDriver.JOB, 1, LaneRequest.Kind.ASK, Priority.NORMAL, job.now));

        job.answer(JobTicket.Kind.ADMITTED);

        assertThat(job.types()).endsWith("job.admitted", "step.scheduled a");
        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void asksTheKeyBeforeTheQueueWhenBothLimitIt() {
        var job = JobDriver.limited(plan(Optional.of(OnLimit.QUEUE)));

        assertThat(job.places()).containsExactly(KEY + " 1");
        job.answer(JobTicket.Kind.ADMITTED);
        assertThat(job.root().status()).isEqualTo(JobStatus.PENDING);
        assertThat(job.places()).containsExactlyInAnyOrder(KEY + " 1", QUEUE + " 1");
        job.answer(JobTicket.Kind.ADMITTED);

        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
        job.complete("a", "x");
        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.places()).isEmpty();
    }

    @Test
    void takesNoTimeOfItsLimitWhileItWaits() {
        var job = JobDriver.limited(
                new PlanBuilder().step("a", "1").jobTimeout(1_000).build());
        assertThat(job.timers).extracting(JobTimer::kind).containsExactly(JobTimer.Kind.ADMISSION);

        job.now += 10_000;
        job.answer(JobTicket.Kind.ADMITTED);

        assertThat(job.timers.getLast().kind()).isEqualTo(JobTimer.Kind.DEADLINE);
        assertThat(job.timers.getLast().dueAtMs()).isEqualTo(job.now + 1_000);
    }

    @Test
    void asksAgainWhenTheAnswerIsLate() {
        var job = JobDriver.limited(plan(Optional.empty()));
        var first = job.asked.getFirst();

        job.fire(job.timers.getFirst());

        assertThat(job.asked).containsExactly(first, first);
        assertThat(job.timers).hasSize(2);
        job.answer(JobTicket.Kind.ADMITTED);
        assertThat(job.fire(job.timers.getLast()).ignored()).contains(Ignored.STALE_TIMER);
    }

    @Test
    void failsWhenTheLaneIsFullAndItWouldNotWait() {
        var job = JobDriver.limited(plan(Optional.of(OnLimit.REJECT)));

        job.answer(JobTicket.Kind.REJECTED);

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.failure().code()).isEqualTo("CONCURRENCY_LIMIT");
        assertThat(job.failure().kind()).isEqualTo(FailureKind.REJECTED);
        assertThat(job.places()).isEmpty();
        job.wish(new Wish.Retry(1, 0));
        assertThat(job.root().status()).isEqualTo(JobStatus.PENDING);
        assertThat(job.places()).containsExactly(KEY + " 2");
    }

    @Test
    void failsWhenItsKeyCannotBeTold() {
        var own = new Admittance.Concurrency(Template.parse("{{ inputs.nothing }}"), 1, OnLimit.QUEUE);
        var job = JobDriver.submitted(
                new PlanBuilder().step("a", "1").build().admitted(new Admittance("default", Optional.of(own))));

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.failure().code()).isEqualTo("TEMPLATE_UNDEFINED");
        assertThat(job.failure().message()).startsWith("concurrency.key: ");
        assertThat(job.commands).isEmpty();
    }

    @Test
    void runsInTheSlotOfItsParentWhenAStepAsksForIt() {
        var parent = new ParentStep("parent", 0, "call", 1, 1);
        var request = new JobRequest(
                JobDriver.JOB,
                Optional.of("test"),
                Optional.empty(),
                Value.EMPTY,
                Optional.empty(),
                Map.of(),
                "",
                "",
                1,
                Optional.of(parent),
                java.util.Set.of());
        var job = new JobDriver(plan(Optional.empty()));

        job.feed(new Input.Submit(request, Value.EMPTY, true, job.now));

        assertThat(job.asked).isEmpty();
        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void endsAtOnceWhenItIsCancelledWhileItWaits() {
        var job = JobDriver.limited(new PlanBuilder()
                .step("a", "1")
                .cleanup(body -> body.step("last", "2"))
                .build());

        job.cancel();

        assertThat(job.types()).endsWith("job.queued", "job.cancelled");
        assertThat(job.places()).isEmpty();
        assertThat(job.answer(job.asked.getFirst(), JobTicket.Kind.ADMITTED).ignored())
                .contains(Ignored.JOB_ENDED);
    }

    @Test
    void leavesItsPlaceWhenItIsPausedAndComesBackWhereItWas() {
        var job = JobDriver.limited(plan(Optional.empty()));
        var since = job.now;
        job.now += 5_000;

        job.wish(new Wish.Pause(false));

        assertThat(job.root().status()).isEqualTo(JobStatus.PAUSED);
        assertThat(job.places()).isEmpty();
        assertThat(job.answer(job.asked.getFirst(), JobTicket.Kind.ADMITTED).ignored())
                .contains(Ignored.STALE_TICKET);
        job.wish(new Wish.Resume());
        assertThat(job.root().status()).isEqualTo(JobStatus.PENDING);
        assertThat(job.places()).containsExactly(QUEUE + " 2");
        assertThat(job.asked.getLast().sinceMs()).isEqualTo(since);
        assertThat(job.answer(job.asked.getFirst(), JobTicket.Kind.ADMITTED).ignored())
                .contains(Ignored.STALE_TICKET);
    }

    @Test
    void keepsItsTicketWhenItIsPausedWhileItRuns() {
        var job = JobDriver.limited(plan(Optional.empty()));
        job.answer(JobTicket.Kind.ADMITTED);

        job.wish(new Wish.Pause(false));
        job.wish(new Wish.Resume());

        assertThat(job.places()).containsExactly(QUEUE + " 1");
        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void asksWithItsNewPriorityWhenThatChanges() {
        var job = JobDriver.limited(plan(Optional.empty()));

        job.wish(new Wish.SetPriority(Priority.HIGH));

        assertThat(job.asked).extracting(LaneRequest::priority).containsExactly(Priority.NORMAL, Priority.HIGH);
        assertThat(job.asked).extracting(LaneRequest::round).containsExactly(1, 1);
        job.answer(JobTicket.Kind.ADMITTED);
        job.wish(new Wish.SetPriority(Priority.LOW));
        assertThat(job.asked).hasSize(2);
    }

    @Test
    void queuesAnewWhenStepsRunAgainAfterItsEnd() {
        var job = JobDriver.limited(plan(Optional.empty()));
        job.answer(JobTicket.Kind.ADMITTED);
        job.complete("a", "x");
        assertThat(job.places()).isEmpty();

        job.wish(new Wish.Rerun("a", Value.EMPTY));

        assertThat(job.types()).endsWith("job.completed", "job.rerun", "job.queued");
        assertThat(job.commands).hasSize(1);
        job.answer(JobTicket.Kind.ADMITTED);
        assertThat(job.commands).hasSize(2);
        job.complete("a", "x");
        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void keepsItsTicketWhenStepsRunAgainWhileItRuns() {
        var job = JobDriver.limited(plan(Optional.empty()));
        job.answer(JobTicket.Kind.ADMITTED);

        job.wish(new Wish.Rerun("a", Value.EMPTY));

        assertThat(job.places()).containsExactly(QUEUE + " 1");
        assertThat(job.commands).hasSize(2);
    }

    @Test
    void queuesAnewWhenItIsRetriedWithoutBeingAsked() {
        var job = JobDriver.limited(plan(Optional.empty()));
        job.answer(JobTicket.Kind.ADMITTED);
        job.fail("a", FailureKind.INVALID);
        job.wish(new Wish.Retry(2, 1_000));
        job.answer(JobTicket.Kind.ADMITTED);

        job.fail("a", FailureKind.INVALID);

        assertThat(job.root().status()).isEqualTo(JobStatus.RETRYING);
        assertThat(job.places()).isEmpty();
        job.fire(job.timers.getLast());
        assertThat(job.root().status()).isEqualTo(JobStatus.PENDING);
        assertThat(job.places()).containsExactly(QUEUE + " 3");
    }

    @Test
    void leavesItsLanesWhenItIsQuarantined() {
        var job = JobDriver.limited(plan(Optional.of(OnLimit.QUEUE)));
        job.answer(JobTicket.Kind.ADMITTED);

        job.quarantine(Failure.of(FailureKind.INTERNAL, "BUG", "broken"));

        assertThat(job.places()).isEmpty();
    }

    @Test
    void handsATicketBackWhenItHasNoUseForIt() {
        var job = JobDriver.limited(plan(Optional.empty()));
        job.answer(JobTicket.Kind.ADMITTED);
        var held = new JobTicket(JobDriver.JOB, QUEUE, 1, JobTicket.Kind.CHECK);
        var old = new JobTicket(JobDriver.JOB, QUEUE, 0, JobTicket.Kind.ADMITTED);

        assertThat(Engine.returned(job.state(), held)).isEmpty();
        assertThat(Engine.returned(job.state(), old)).hasValueSatisfying(this::leaves);
        job.complete("a", "x");
        assertThat(Engine.returned(job.state(), held)).hasValueSatisfying(this::leaves);
        assertThat(Engine.returned(JobState.absent(), held)).hasValueSatisfying(this::leaves);
    }

    @Test
    void keepsItsPlaceWhenALaneAsksThatDoesNotKnowTheRound() {
        var job = JobDriver.limited(plan(Optional.empty()));
        job.answer(JobTicket.Kind.ADMITTED);
        var check = new JobTicket(JobDriver.JOB, QUEUE, JobTicket.ANY_ROUND, JobTicket.Kind.CHECK);
        var elsewhere = new JobTicket(JobDriver.JOB, "queue/other", JobTicket.ANY_ROUND, JobTicket.Kind.CHECK);

        assertThat(Engine.returned(job.state(), check)).isEmpty();
        assertThat(Engine.returned(job.state(), elsewhere)).isPresent();
        job.complete("a", "x");
        assertThat(Engine.returned(job.state(), check)).hasValueSatisfying(this::leaves);
    }

    private void leaves(LaneRequest request) {
        assertThat(request.kind()).isEqualTo(LaneRequest.Kind.LEAVE);
        assertThat(request.lane().name()).isEqualTo(QUEUE);
    }

    /** Every state of a job meets every answer of the lane that it asked first. */
    @Test
    void decidesAsWrittenDownInEveryCell() {
        for (var kind : JobTicket.Kind.values()) {
            for (var status : JobStatus.values()) {
                var job = jobWith(status);
                assertThat(job.root().status()).isEqualTo(status);

                var decision = job.answer(job.asked.getFirst(), kind);

                assertThat(describe(decision)).as("%s %s", status, kind).isEqualTo(expected(status, kind));
            }
        }
    }

    private static String expected(JobStatus status, JobTicket.Kind kind) {
        return switch (status) {
            case PENDING ->
                switch (kind) {
                    case ADMITTED -> "[job.admitted, step.scheduled]";
                    case REJECTED -> "[checkpoint.created, job.failed]";
                    case CHECK -> "[]";
                };
            case RUNNING, PAUSED, RETRYING -> "STALE_TICKET";
            case COMPLETED, FAILED, CANCELLED, ARCHIVED -> "JOB_ENDED";
        };
    }

    private static String describe(Decision decision) {
        return decision.ignored()
                .map(Enum::name)
                .orElseGet(() -> decision.events().stream()
                        .map(event -> event.fact().type())
                        .toList()
                        .toString());
    }

    private static JobDriver jobWith(JobStatus status) {
        var job = JobDriver.limited(plan(Optional.empty()));
        if (status != JobStatus.PENDING && status != JobStatus.CANCELLED) {
            job.answer(JobTicket.Kind.ADMITTED);
        }
        switch (status) {
            case PENDING, RUNNING -> {}
            case PAUSED -> job.wish(new Wish.Pause(false));
            case RETRYING -> {
                job.fail("a", FailureKind.INVALID);
                job.wish(new Wish.Retry(2, 1_000));
                job.answer(JobTicket.Kind.ADMITTED);
                job.fail("a", FailureKind.INVALID);
            }
            case COMPLETED -> job.complete("a", "x");
            case FAILED -> job.fail("a", FailureKind.INVALID);
            case CANCELLED -> job.cancel();
            case ARCHIVED -> {
                job.complete("a", "x");
                job.wish(new Wish.Archive());
            }
        }
        return job;
    }

    private static Plan plan(Optional<OnLimit> onLimit) {
        var own = onLimit.map(policy -> new Admittance.Concurrency(Template.parse("for {{ inputs.who }}"), 2, policy));
        return new PlanBuilder().step("a", "1").build().admitted(new Admittance("batch", own));
    }
}
