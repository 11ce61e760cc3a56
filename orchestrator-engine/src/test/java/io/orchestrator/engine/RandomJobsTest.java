package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.AdmissionFact;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.RetryPolicy;
import io.orchestrator.plan.StepAction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Random plans, results, duplicates, lost workers and early timers, by seed; the promises hold after every input. */
class RandomJobsTest {

    private static final int SEEDS = 2_000;
    private static final int MAX_INPUTS = 400;

    @Test
    void keepsItsPromisesWhateverHappens() {
        check(RandomJobsTest::plan);
    }

    @Test
    void keepsItsPromisesWhateverHappensToStepsInsideSteps() {
        check(RandomPlans::nested);
    }

    private static void check(Function<Random, Plan> plans) {
        for (int seed = 0; seed < SEEDS; seed++) {
            try {
                run(seed, plans);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static void run(int seed, Function<Random, Plan> plans) {
        var random = new Random(seed);
        var job = JobDriver.submitted(plans.apply(random));
        for (int i = 0; i < MAX_INPUTS && !job.root().status().terminal(); i++) {
            something(job, random);
            checkWaiting(job);
        }
        for (int i = 0; i < MAX_INPUTS && !job.root().status().terminal(); i++) {
            finishOne(job);
        }
        assertThat(job.root().status().terminal()).isTrue();
        checkHistory(job);
        checkChildren(job);
    }

    /** No job is left running for a step that waited for it. */
    private static void checkChildren(JobDriver job) {
        var over = new HashSet<>(job.endedChildren);
        job.cancels.forEach(cancel -> assertThat(over.add(cancel.jobId()))
                .as("cancelled once, and not after its end: %s", job.types())
                .isTrue());
        for (JobRequest child : job.children) {
            var step = job.plan
                    .find(child.parent().orElseThrow().step())
                    .map(job.plan::step)
                    .orElseThrow();
            var waits = ((StepAction.CallWorkflow) step.action()).waits();
            assertThat(over.contains(child.jobId()))
                    .as("%s of %s", child, job.types())
                    .isEqualTo(waits);
        }
    }

    private static Plan plan(Random random) {
        var builder = new PlanBuilder();
        var count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            var dependencies = new HashSet<String>();
            for (int d = 0; d < i && d < 3; d++) {
                dependencies.add("s" + random.nextInt(i));
            }
            if (random.nextInt(3) == 0) {
                dependencies.clear();
            }
            builder.step("s" + i, "x", dependencies.toArray(String[]::new));
            if (random.nextInt(4) == 0) {
                builder.condition(random.nextBoolean() ? "true" : "false");
            }
            if (random.nextInt(3) == 0) {
                builder.onFailure(random.nextBoolean() ? new OnFailure.Continue() : new OnFailure.Skip());
            }
            builder.retry(new RetryPolicy(
                    1 + random.nextInt(3), random.nextInt(2) * 100L, 2, 1_000, 0.5, Set.of(), Set.of()));
        }
        if (count > 2 && random.nextInt(2) == 0) {
            var from = random.nextInt(count - 2);
            builder.jumpOnSuccess("s" + from, "s" + (from + 1 + random.nextInt(count - from - 1)));
        }
        return builder.build();
    }

    private static void something(JobDriver job, Random random) {
        job.now += random.nextInt(200);
        var choice = random.nextInt(20);
        if (!job.children.isEmpty() && random.nextInt(4) == 0) {
            var child = job.children.get(random.nextInt(job.children.size()));
            job.childEnded(child, random.nextInt(3) > 0 ? JobStatus.COMPLETED : JobStatus.FAILED);
            return;
        }
        if (job.commands.isEmpty()) {
            return;
        }
        var any = job.commands.get(random.nextInt(job.commands.size()));
        if (choice < 8) {
            job.result(any, JobDriver.done(Value.of("r"), Value.of(random.nextInt(10) > 0)));
        } else if (choice < 12) {
            var kind = random.nextBoolean() ? FailureKind.TIMEOUT : FailureKind.INVALID;
            job.result(any, new TaskResult.Failed(io.orchestrator.model.Failure.of(kind, "TEST", "failed")));
        } else if (choice < 14) {
            job.feed(new Input.Started(new io.orchestrator.model.TaskStarted(any.task(), "w", job.now, ""), job.now));
        } else if (choice < 16) {
            job.feed(new Input.Progress(
                    new io.orchestrator.model.TaskProgress(any.task(), "w", job.now, 50, "", ""), job.now));
        } else if (choice < 19 && !job.timers.isEmpty()) {
            job.fire(job.timers.get(random.nextInt(job.timers.size())));
        } else if (random.nextInt(10) == 0) {
            job.cancel();
        }
    }

    private static void finishOne(JobDriver job) {
        for (StepCommand command : job.commands) {
            var active = job.step(command.task().step());
            if (active.commandId().equals(command.task().commandId())) {
                job.result(command, JobDriver.done(Value.of("r"), Value.Bool.TRUE));
                return;
            }
        }
        for (JobRequest child : List.copyOf(job.children)) {
            if (job.childEnded(child, JobStatus.COMPLETED).ignored().isEmpty()) {
                return;
            }
        }
        List.copyOf(job.timers).forEach(timer -> {
            if (!job.root().status().terminal()) {
                job.fire(timer);
            }
        });
    }

    /** I4: a live job waits for a command, another job or a timer. */
    private static void checkWaiting(JobDriver job) {
        if (job.root().status().terminal()) {
            return;
        }
        var waiting = job.states()
                        .anyMatch(state -> !state.commandId().isEmpty()
                                || (state.status() == StepStatus.RUNNING
                                        && !state.run().child().isEmpty()))
                || job.timers.stream().anyMatch(timer -> job.wakes(timer));
        assertThat(waiting).as("somebody will wake the job: %s", job.types()).isTrue();
    }

    /** I2, I3, I6, I7: one terminal event and nothing after it, one completion a step, dependencies first. */
    private static void checkHistory(JobDriver job) {
        var attempts = new HashMap<String, Integer>();
        var ended = new HashSet<String>();
        var terminal = 0;
        long sequence = 0;
        for (JobEvent event : job.events) {
            assertThat(event.sequence()).isEqualTo(++sequence);
            assertThat(terminal).as("nothing follows the end: %s", job.types()).isZero();
            terminal += event.fact().terminal() ? 1 : 0;
            check(job, event.fact(), attempts, ended);
        }
        assertThat(terminal).isEqualTo(1);
        // What runs after a step is part of it: a job that is stopped there has not ended the step.
        assertThat(ended.stream()
                        .filter(step -> !step.contains("["))
                        .filter(step -> !job.step(step).frames().open().contains(FramePath.FINALLY)))
                .hasSize(job.root().stepsEnded());
    }

    private static void check(JobDriver job, JobFact fact, Map<String, Integer> attempts, Set<String> ended) {
        switch (fact) {
            case JobFact.StepScheduled f -> begins(job, f.task(), attempts, ended);
            case JobFact.StepCompleted f ->
                assertThat(ended.add(f.task().step())).isTrue();
            case JobFact.StepFailed f -> assertThat(ended.add(f.task().step())).isTrue();
            case JobFact.StepSkipped f -> assertThat(ended.add(f.step())).isTrue();
            case JobFact.StepStarted f -> {}
            case JobFact.StepLeaseRenewed f -> {}
            case JobFact.StepRetryScheduled f -> {}
            case JobFact.StepCancelled f -> {}
            case JobFact.StepOpened f -> {}
            case JobFact.ChildStarted f -> begins(job, f.task(), attempts, ended);
            case JobFact.LoopItems f -> {}
            case JobFact.BlockStarted f -> {}
            case JobFact.BlockEnded f -> {}
            case JobFact.FailureCaught f -> {}
            case JobFact.StepsRepeated f -> forget(job, f, ended);
            case JobFact.Emitted f -> {}
            case JobFact.VariableChanged f -> {}
            case JobFact.JobEnding f -> {}
            case ControlFact f -> {}
            case AdmissionFact f -> {}
            case JobFact.JobAccepted f -> {}
            case JobFact.JobRejected f -> {}
            case JobFact.JobCompleted f -> {}
            case JobFact.JobFailed f -> {}
            case JobFact.JobCancelled f -> {}
        }
    }

    private static void begins(JobDriver job, TaskRef task, Map<String, Integer> attempts, Set<String> ended) {
        var path = job.plan.find(task.step()).orElseThrow();
        job.plan.step(path).dependencies().forEach(d -> assertThat(ended).contains(job.plan.text(path.sibling(d))));
        assertThat(task.attempt()).isEqualTo(attempts.merge(task.step(), 1, Integer::sum));
    }

    /** What begins anew has not ended. */
    private static void forget(JobDriver job, JobFact.StepsRepeated fact, Set<String> ended) {
        var from = job.plan.find(fact.step()).orElseThrow();
        var block = job.plan.block(from.frame());
        int target = block.find(fact.target()).orElseThrow();
        block.steps().stream()
                .filter(index -> index >= target && index <= from.index())
                .forEach(index -> ended.removeIf(step -> step.equals(job.plan.text(from.sibling(index)))));
    }
}
