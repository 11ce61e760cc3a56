package io.orchestrator.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.TaskRef;
import io.orchestrator.plan.Plan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The events of one job as a reader of committed records sees them, and what must hold of them. */
final class JobHistory {

    /** Facts shown of a job that does not end. */
    private static final int MAX_SHOWN = 8;

    private final String jobId;
    private final Map<String, Integer> attempts = new HashMap<>();
    private final Set<String> completed = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private Plan plan = Plan.NONE;
    private final Deque<String> last = new ArrayDeque<>();
    private long sequence;
    private boolean over;

    JobHistory(String jobId) {
        this.jobId = jobId;
    }

    void plan(Plan of) {
        plan = of;
    }

    /** Its last facts. */
    String last() {
        return jobId + ":\n  " + String.join("\n  ", last);
    }

    boolean over() {
        return over;
    }

    /** I1, I2: in sequence, begun once, ended once, and nothing afterwards. */
    void accept(JobEvent event) {
        assertThat(event.sequence())
                .as("I8: events of %s follow each other: %s", jobId, event.fact())
                .isEqualTo(sequence + 1);
        sequence = event.sequence();
        last.add(sequence + " " + event.fact());
        if (last.size() > MAX_SHOWN) {
            last.removeFirst();
        }
        assertThat(over)
                .as("I2: nothing follows the end of %s: %s", jobId, event.fact())
                .isFalse();
        var begins = event.fact() instanceof JobFact.JobAccepted || event.fact() instanceof JobFact.JobRejected;
        assertThat(begins).as("I1: %s begins once: %s", jobId, event.fact()).isEqualTo(sequence == 1);
        over = event.fact().terminal();
        check(event.fact());
    }

    private void check(JobFact fact) {
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
            case JobFact.StepsRepeated f -> forget(f);
            default -> {} // other facts promise nothing on their own
        }
    }

    /** I3, I6: attempts rise by one, and dependencies have ended. */
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
    private void forget(JobFact.StepsRepeated fact) {
        var from = plan.find(fact.step()).orElseThrow();
        var block = plan.block(from.frame());
        int target = block.find(fact.target()).orElseThrow();
        block.steps().stream()
                .filter(index -> index >= target && index <= from.index())
                .forEach(index -> ended.remove(plan.text(from.sibling(index))));
    }
}
