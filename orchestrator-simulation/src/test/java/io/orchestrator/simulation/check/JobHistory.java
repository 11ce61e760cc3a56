package io.orchestrator.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.plan.Plan;
import java.util.ArrayDeque;
import java.util.Deque;

/** The events of one job as a reader of committed records sees them, and what must hold of them. */
final class JobHistory {

    /** Facts shown of a job that does not end. */
    private static final int MAX_SHOWN = 8;

    private final String jobId;
    private final StepOrder order;
    private final Deque<String> last = new ArrayDeque<>();
    private long sequence;
    private int epoch;
    private boolean over;
    private boolean held;

    JobHistory(String jobId) {
        this.jobId = jobId;
        this.order = new StepOrder(jobId);
    }

    void plan(Plan of) {
        order.plan(of);
    }

    /** Its last facts. */
    String last() {
        return jobId + ":\n  " + String.join("\n  ", last);
    }

    boolean over() {
        return over;
    }

    /** The number of its last event. */
    long sequence() {
        return sequence;
    }

    /** I1, I2: in sequence, begun once, ended once an epoch, and nothing afterwards. */
    void accept(JobEvent event) {
        assertThat(event.sequence())
                .as("I8: events of %s follow each other: %s", jobId, event.fact())
                .isEqualTo(sequence + 1);
        sequence = event.sequence();
        last.add(sequence + " " + event.fact());
        if (last.size() > MAX_SHOWN) {
            last.removeFirst();
        }
        var goesOn = beginsEpoch(event.fact());
        assertThat(event.epoch())
                .as("I2: epochs of %s rise by one: %s", jobId, event.fact())
                .isEqualTo(goesOn ? epoch + 1 : epoch);
        epoch = event.epoch();
        assertThat(over && !goesOn)
                .as("I2: nothing follows the end of %s: %s", jobId, event.fact())
                .isFalse();
        var begins = event.fact() instanceof JobFact.JobAccepted || event.fact() instanceof JobFact.JobRejected;
        assertThat(begins).as("I1: %s begins once: %s", jobId, event.fact()).isEqualTo(sequence == 1);
        over = event.fact().terminal() || event.fact() instanceof ControlFact.Archived;
        checkHeld(event);
        order.accept(event.fact());
    }

    private static boolean beginsEpoch(JobFact fact) {
        return fact instanceof ControlFact.Restored
                || fact instanceof ControlFact.RerunBegan
                || fact instanceof ControlFact.Archived;
    }

    /** I7: a job that is paused, or waits for its retry, begins nothing. */
    private void checkHeld(JobEvent event) {
        var begins = event.fact() instanceof JobFact.StepScheduled || event.fact() instanceof JobFact.ChildStarted;
        assertThat(held && begins)
                .as("I7: %s stands still: %s", jobId, event.fact())
                .isFalse();
        held = switch (event.fact()) {
            case ControlFact.Paused f -> true;
            case ControlFact.Resumed f -> false;
            case ControlFact.RerunBegan f -> false;
            case ControlFact.Restored f -> f.resumeAtMs() > event.atMs();
            case JobFact.JobEnding f -> held && f.status() != JobStatus.CANCELLED;
            default -> held && !over;
        };
    }

    /** Whether it begins nothing for the time being. */
    boolean held() {
        return held;
    }
}
