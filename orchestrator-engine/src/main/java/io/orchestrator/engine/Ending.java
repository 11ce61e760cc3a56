package io.orchestrator.engine;

import io.orchestrator.model.Failure;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a job will end once its compensation and its cleanup have run.
 *
 * @param status COMPLETED, FAILED or CANCELLED
 * @param success of a completed job
 * @param outputs of a job that ran to its end
 * @param failure why it failed
 * @param step the step that failed it; empty where none did
 * @param reason why it was cancelled
 * @param actor who cancelled it
 * @param compensated steps that have been undone
 * @param cleaning whether the cleanup has begun
 */
public record Ending(
        JobStatus status,
        boolean success,
        Value.Dict outputs,
        @Nullable Failure failure,
        String step,
        String reason,
        String actor,
        int compensated,
        boolean cleaning) {

    static Ending completed(boolean success, Value.Dict outputs) {
        return new Ending(JobStatus.COMPLETED, success, outputs, null, "", "", "", 0, false);
    }

    static Ending failed(@Nullable Failure failure, String step, Value.Dict outputs) {
        return new Ending(JobStatus.FAILED, false, outputs, failure, step, "", "", 0, false);
    }

    static Ending cancelled(String reason, String actor) {
        return new Ending(JobStatus.CANCELLED, false, Value.EMPTY, null, "", reason, actor, 0, false);
    }

    Ending compensatedOneMore() {
        return new Ending(status, success, outputs, failure, step, reason, actor, compensated + 1, cleaning);
    }

    Ending cleaningUp() {
        return new Ending(status, success, outputs, failure, step, reason, actor, compensated, true);
    }

    /** The fact with which the job ends. */
    JobFact fact() {
        return switch (status) {
            case COMPLETED -> new JobFact.JobCompleted(success, outputs);
            case FAILED -> new JobFact.JobFailed(Optional.ofNullable(failure), step, outputs);
            case CANCELLED -> new JobFact.JobCancelled(reason, actor);
            case PENDING, RUNNING, PAUSED, RETRYING, ARCHIVED ->
                throw new IllegalStateException("no job ends " + status);
        };
    }
}
