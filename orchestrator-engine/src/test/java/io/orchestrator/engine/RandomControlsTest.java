package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.language.Template;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobLane;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobTicket;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.plan.Admittance;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random plans and results, and clients who pause, resume, retry, rerun, restore and so on, by seed. */
class RandomControlsTest {

    private static final int SEEDS = 2_000;
    private static final int MAX_INPUTS = 120;

    @Test
    void keepsItsPromisesWhateverClientsWant() {
        for (int seed = 0; seed < SEEDS; seed++) {
            try {
                run(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static void run(Random random) {
        var job = random.nextInt(3) == 0 ? limited(random) : JobDriver.submitted(RandomPlans.nested(random));
        for (int i = 0; i < MAX_INPUTS; i++) {
            something(job, random);
            checkPlaces(job);
        }
        job.wish(new Wish.Resume());
        for (int i = 0; i < 2_000 && !job.root().status().terminal(); i++) {
            finishOne(job);
        }
        assertThat(job.root().status().terminal())
                .as(
                        "%s %s %s",
                        job.root().status(), Frontier.of(job.plan, job.state().draft()), job.types())
                .isTrue();
        check(job.events);
        var folded = Fold.apply(job.plan, JobState.absent(), job.events);
        assertThat(folded.root()).isEqualTo(job.root());
        job.states().forEach(state -> assertThat(folded.step(state.path())).isEqualTo(state));
    }

    /** A job that is let through two lanes before it runs. */
    private static JobDriver limited(Random random) {
        var own = new Admittance.Concurrency(Template.parse("one"), 1, JobLane.OnLimit.QUEUE);
        var plan = RandomPlans.nested(random).admitted(new Admittance("batch", Optional.of(own)));
        return JobDriver.limited(plan);
    }

    /** A job runs in all its lanes or not at all, waits in the one that it asks, and has no place when it has ended. */
    private static void checkPlaces(JobDriver job) {
        var admission = job.root().course().admission();
        if (admission == null) {
            assertThat(job.asked).isEmpty();
            return;
        }
        switch (job.root().status()) {
            case RUNNING -> assertThat(admission.complete()).isTrue();
            case PENDING -> assertThat(admission.asks()).isTrue();
            case PAUSED -> assertThat(admission.asks()).isFalse();
            case RETRYING, COMPLETED, FAILED, CANCELLED, ARCHIVED ->
                assertThat(admission.away()).isTrue();
        }
        assertThat(job.places())
                .containsExactlyInAnyOrderElementsOf(admission.places().stream()
                        .map(lane -> lane.name() + " " + admission.round())
                        .toList());
    }

    private static void something(JobDriver job, Random random) {
        job.now += random.nextInt(200);
        if (!job.asked.isEmpty() && random.nextInt(6) == 0) {
            var any = job.asked.get(random.nextInt(job.asked.size()));
            var kinds = JobTicket.Kind.values();
            job.answer(any, random.nextInt(8) > 0 ? JobTicket.Kind.ADMITTED : kinds[random.nextInt(kinds.length)]);
            return;
        }
        if (random.nextInt(5) == 0) {
            var commands = job.commands.size();
            var held = job.root().held();
            var wish = wish(job, random);
            if (wish instanceof Wish.Signal signal && random.nextBoolean()) {
                job.brought(signal);
            } else {
                job.wish(wish);
            }
            if (held && job.root().held()) {
                assertThat(job.commands).hasSize(commands);
            }
            return;
        }
        var held = job.root().held();
        var commands = job.commands.size();
        var children = job.children.size();
        result(job, random);
        if (held && job.root().status() == JobStatus.PAUSED) {
            assertThat(job.commands).as("a paused job sends nothing").hasSize(commands);
            assertThat(job.children).hasSize(children);
        }
    }

    private static void result(JobDriver job, Random random) {
        if (!job.children.isEmpty() && random.nextInt(4) == 0) {
            var child = job.children.get(random.nextInt(job.children.size()));
            job.childEnded(child, random.nextInt(3) > 0 ? JobStatus.COMPLETED : JobStatus.FAILED);
        } else if (!job.timers.isEmpty() && random.nextInt(4) == 0) {
            job.fire(job.timers.get(random.nextInt(job.timers.size())));
        } else if (!job.commands.isEmpty()) {
            var any = job.commands.get(random.nextInt(job.commands.size()));
            var fails = random.nextInt(4) == 0;
            job.result(
                    any,
                    fails
                            ? new TaskResult.Failed(Failure.of(FailureKind.INVALID, "TEST", "failed"))
                            : JobDriver.done(Value.of("r"), Value.of(random.nextInt(10) > 0)));
        }
    }

    private static Wish wish(JobDriver job, Random random) {
        var root = job.plan.root().steps();
        return switch (random.nextInt(13)) {
            case 0, 1 -> new Wish.Pause(random.nextBoolean());
            case 2, 3 -> new Wish.Resume();
            case 4 -> new Wish.Retry(1 + random.nextInt(2), 100);
            case 5 ->
                new Wish.Rerun(
                        job.plan.step(root.get(random.nextInt(root.size()))).id(), Value.EMPTY);
            case 6 -> new Wish.Restore(1 + random.nextInt(6));
            case 7 -> new Wish.Rollback(1 + random.nextInt(100));
            case 8 -> new Wish.SetPriority(Priority.LOW);
            case 9 -> new Wish.MakeCheckpoint("mine");
            case 10 -> new Wish.DropCheckpoint(1 + random.nextInt(6));
            case 11 -> new Wish.Signal(RandomPlans.SIGNAL, "k" + random.nextInt(2), Value.of("came"));
            default -> random.nextInt(6) == 0 ? new Wish.Cancel() : new Wish.SetVariable("v", Value.of(1));
        };
    }

    private static void finishOne(JobDriver job) {
        if (job.root().status() == JobStatus.PENDING) {
            job.answer(JobTicket.Kind.ADMITTED);
            return;
        }
        for (StepCommand command : job.commands.reversed()) {
            if (isActive(job, command.task())) {
                job.result(command, JobDriver.done(Value.of("r"), Value.Bool.TRUE));
                return;
            }
        }
        for (var child : job.children.reversed()) {
            if (job.childEnded(child, JobStatus.COMPLETED).ignored().isEmpty()) {
                return;
            }
        }
        List.copyOf(job.timers).reversed().forEach(timer -> {
            if (!job.root().status().terminal()) {
                job.fire(timer);
            }
        });
    }

    private static boolean isActive(JobDriver job, TaskRef task) {
        var state = job.step(task.step());
        return state.status() == StepStatus.RUNNING
                && state.commandId().equals(task.commandId())
                && task.epoch() == job.root().epoch();
    }

    /** Numbers without gaps; one end an epoch and nothing after it; epochs and attempts rise; one completion an attempt. */
    private static void check(List<JobEvent> events) {
        var ended = new HashSet<Integer>();
        var attempts = new HashMap<String, Integer>();
        var completed = new HashSet<String>();
        var epoch = 0;
        long sequence = 0;
        for (JobEvent event : events) {
            assertThat(event.sequence()).isEqualTo(++sequence);
            assertThat(event.epoch()).isBetween(epoch, epoch + 1);
            epoch = event.epoch();
            assertThat(ended).as("nothing follows the end of epoch " + epoch).doesNotContain(epoch);
            if (event.fact().terminal() || event.fact() instanceof ControlFact.Archived) {
                ended.add(epoch);
            }
            if (event.fact() instanceof JobFact.StepScheduled scheduled) {
                var task = scheduled.task();
                assertThat(task.epoch()).isEqualTo(epoch);
                var last = attempts.merge(task.step(), task.attempt(), (before, now) -> now);
                assertThat(last).isPositive();
            }
            if (event.fact() instanceof JobFact.StepCompleted done) {
                var key = epoch + " " + done.task().step() + " " + done.task().attempt();
                assertThat(completed.add(key)).as(key).isTrue();
            }
        }
    }
}
