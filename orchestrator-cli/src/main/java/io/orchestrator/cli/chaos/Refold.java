package io.orchestrator.cli.chaos;

import io.orchestrator.cli.chaos.Violation.Rule;
import io.orchestrator.engine.Fold;
import io.orchestrator.engine.JobRoot;
import io.orchestrator.engine.JobState;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobView;
import io.orchestrator.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job's events folded again by the engine's own code, and compared with what the coordinator told of its state. */
final class Refold {

    private final String jobId;
    private final Plan plan;
    private final List<Violation> found = new ArrayList<>();
    private JobState state = JobState.absent();

    private Refold(String jobId, Plan plan) {
        this.jobId = jobId;
        this.plan = plan;
    }

    /**
     * What is wrong with a job.
     *
     * @param plan that it ran
     * @param events without gaps
     * @param view the last one, made of the stored state; null where there is none
     */
    static List<Violation> of(String jobId, Plan plan, List<JobEvent> events, @Nullable JobView view) {
        var refold = new Refold(jobId, plan);
        try {
            events.forEach(refold::next);
            refold.compare(view);
        } catch (RuntimeException e) { // what the engine throws is the finding
            refold.violated(Rule.REFOLDED, "its events cannot be folded again: " + e);
        }
        return List.copyOf(refold.found);
    }

    private void next(JobEvent event) {
        if (event.fact() instanceof JobFact.StepScheduled scheduled && state.exists()) {
            var waiting = waitingFor(scheduled.task().step());
            if (waiting > 0) {
                violated(
                        Rule.ORDER,
                        scheduled.task().step() + " is scheduled while " + waiting + " steps that it waits for run");
            }
        }
        state = Fold.apply(plan, state, List.of(event));
    }

    private int waitingFor(String step) {
        var path = plan.find(step)
                .orElseThrow(() -> new IllegalArgumentException("plan " + plan.key() + " has no step " + step));
        var stored = state.step(path);
        return stored == null ? plan.step(path).waitsFor() : stored.waitingFor();
    }

    /** While a job goes on, its view is told now and then only. */
    private void compare(@Nullable JobView view) {
        var root = state.root();
        if (!root.status().terminal()) {
            return;
        }
        if (view == null) {
            violated(Rule.REFOLDED, "no view of it was written");
        } else if (!same(root, view)) {
            violated(
                    Rule.REFOLDED,
                    "its events give " + told(root.status().word(), root.success(), root.stepsEnded(), root.sequence())
                            + ", its state says "
                            + told(view.status().word(), view.success(), view.stepsEnded(), view.sequence()));
        }
    }

    private static boolean same(JobRoot root, JobView view) {
        return root.status() == view.status()
                && root.success() == view.success()
                && root.stepsEnded() == view.stepsEnded()
                && root.sequence() == view.sequence()
                && root.updatedAtMs() == view.updatedAtMs();
    }

    private static String told(String status, boolean success, int steps, long sequence) {
        return status + (success ? ", successful, " : ", not successful, ") + steps + " steps ended, event " + sequence;
    }

    private void violated(Rule rule, String what) {
        found.add(new Violation(rule, jobId, what));
    }
}
