package io.orchestrator.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.TaskRef;
import io.orchestrator.plan.Plan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** I3, I6: in which order the steps of one job begin and end, also where the job goes back and steps run again. */
final class StepOrder {

    private static final String CLEANUP = "[finally].";

    /** As it was when a checkpoint was made. */
    private record Picture(Map<String, Integer> attempts, Set<String> ended) {}

    private final String jobId;
    private final Map<Integer, Picture> pictures = new HashMap<>();
    private final Set<String> completed = new HashSet<>();
    private Map<String, Integer> attempts = new HashMap<>();
    private Set<String> ended = new HashSet<>();
    private Plan plan = Plan.NONE;

    StepOrder(String jobId) {
        this.jobId = jobId;
    }

    void plan(Plan of) {
        plan = of;
    }

    void accept(JobFact fact) {
        switch (fact) {
            case JobFact.StepScheduled f -> begins(f.task());
            case JobFact.ChildStarted f -> begins(f.task());
            case JobFact.StepCompleted f -> {
                if (!f.task().commandId().isEmpty()) {
                    assertThat(completed.add(f.task().commandId()))
                            .as("I3: one completion of %s", f.task())
                            .isTrue();
                }
                ended.add(f.task().step());
            }
            case JobFact.StepFailed f -> ended.add(f.task().step());
            case JobFact.StepSkipped f -> ended.add(f.step());
            case JobFact.StepsRepeated f -> repeated(f);
            case ControlFact.CheckpointMade f ->
                pictures.put(f.number(), new Picture(new HashMap<>(attempts), new HashSet<>(ended)));
            case ControlFact.Restored f -> restored(f.checkpoint());
            case ControlFact.RerunBegan f -> forget(f.steps());
            default -> {} // other facts promise nothing on their own
        }
    }

    /** Attempts rise by one, and dependencies have ended. */
    private void begins(TaskRef task) {
        var path = plan.find(task.step()).orElseThrow();
        plan.step(path)
                .dependencies()
                .forEach(dependency -> assertThat(ended)
                        .as("I6: %s of %s begins after what it depends on", task.step(), jobId)
                        .contains(plan.text(path.sibling(dependency))));
        assertThat(task.attempt())
                .as("I3: attempts of %s of %s rise by one", task.step(), jobId)
                .isEqualTo(attempts.merge(task.step(), 1, Integer::sum));
    }

    /** What begins anew has not ended. */
    private void repeated(JobFact.StepsRepeated fact) {
        var from = plan.find(fact.step()).orElseThrow();
        var block = plan.block(from.frame());
        int target = block.find(fact.target()).orElseThrow();
        block.steps().stream()
                .filter(index -> index >= target && index <= from.index())
                .forEach(index -> ended.remove(plan.text(from.sibling(index))));
    }

    private void restored(int checkpoint) {
        var then = pictures.get(checkpoint);
        assertThat(then)
                .as("I12: %s goes back to checkpoint %s, which it has made", jobId, checkpoint)
                .isNotNull();
        if (then != null) {
            attempts = new HashMap<>(then.attempts());
            ended = new HashSet<>(then.ended());
        }
    }

    private void forget(List<String> steps) {
        ended.removeIf(step -> step.startsWith(CLEANUP)
                || steps.stream().anyMatch(id -> step.equals(id) || step.startsWith(id + "[")));
    }
}
