package io.orchestrator.engine;

import io.orchestrator.model.Failure;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * The small, changing part of a job's state, written with every decision. Its size does not depend on the plan's.
 *
 * @param status the job's state
 * @param epoch counts restores, from 0
 * @param sequence the number of the last event
 * @param updatedAtMs of the last event, epoch milliseconds
 * @param stepsEnded steps that have ended
 * @param stepFailed whether a step failed and the workflow went on without handling it
 * @param stepUnsuccessful whether a tool ran and reported failure
 * @param success of a completed job
 * @param outputs of an ended job; empty before
 * @param failure why it failed
 * @param failedStep the step that failed it; empty where none did
 * @param ending how it will end, while its compensation and cleanup run
 * @param course what clients have changed
 * @param versions of its leaves
 */
public record JobRoot(
        JobStatus status,
        int epoch,
        long sequence,
        long updatedAtMs,
        int stepsEnded,
        boolean stepFailed,
        boolean stepUnsuccessful,
        boolean success,
        Value.Dict outputs,
        @Nullable Failure failure,
        String failedStep,
        @Nullable Ending ending,
        Course course,
        Versions versions) {

    static JobRoot accepted(long atMs) {
        return new JobRoot(
                JobStatus.RUNNING,
                0,
                1,
                atMs,
                0,
                false,
                false,
                false,
                Value.EMPTY,
                null,
                "",
                null,
                Course.NONE,
                Versions.FIRST);
    }

    static JobRoot rejected(Failure failure, long atMs) {
        return new JobRoot(
                JobStatus.FAILED,
                0,
                1,
                atMs,
                0,
                false,
                false,
                false,
                Value.EMPTY,
                failure,
                "",
                null,
                Course.NONE,
                Versions.FIRST);
    }

    JobRoot at(long newSequence, long atMs) {
        return new JobRoot(
                status,
                epoch,
                newSequence,
                atMs,
                stepsEnded,
                stepFailed,
                stepUnsuccessful,
                success,
                outputs,
                failure,
                failedStep,
                ending,
                course,
                versions);
    }

    JobRoot stepEnded(FrameState.Ending how) {
        return new JobRoot(
                status,
                epoch,
                sequence,
                updatedAtMs,
                stepsEnded + 1,
                stepFailed || how == FrameState.Ending.FAILED,
                stepUnsuccessful || how == FrameState.Ending.UNSUCCESSFUL,
                success,
                outputs,
                failure,
                failedStep,
                ending,
                course,
                versions);
    }

    JobRoot stepsForgotten(int count) {
        return new JobRoot(
                status,
                epoch,
                sequence,
                updatedAtMs,
                stepsEnded - count,
                stepFailed,
                stepUnsuccessful,
                success,
                outputs,
                failure,
                failedStep,
                ending,
                course,
                versions);
    }

    JobRoot ended(JobStatus as, boolean succeeded, Value.Dict withOutputs) {
        return new JobRoot(
                as,
                epoch,
                sequence,
                updatedAtMs,
                stepsEnded,
                stepFailed,
                stepUnsuccessful,
                succeeded,
                withOutputs,
                failure,
                failedStep,
                null,
                course,
                versions);
    }

    JobRoot failed(@Nullable Failure why, String step) {
        return new JobRoot(
                JobStatus.FAILED,
                epoch,
                sequence,
                updatedAtMs,
                stepsEnded,
                stepFailed,
                stepUnsuccessful,
                false,
                outputs,
                why,
                step,
                null,
                course,
                versions);
    }

    JobRoot with(Ending now) {
        return new JobRoot(
                status,
                epoch,
                sequence,
                updatedAtMs,
                stepsEnded,
                stepFailed,
                stepUnsuccessful,
                success,
                outputs,
                failure,
                failedStep,
                now,
                course,
                versions);
    }

    JobRoot with(JobStatus now) {
        return new JobRoot(
                now,
                epoch,
                sequence,
                updatedAtMs,
                stepsEnded,
                stepFailed,
                stepUnsuccessful,
                success,
                outputs,
                failure,
                failedStep,
                ending,
                course,
                versions);
    }

    JobRoot with(Course now) {
        return new JobRoot(
                status,
                epoch,
                sequence,
                updatedAtMs,
                stepsEnded,
                stepFailed,
                stepUnsuccessful,
                success,
                outputs,
                failure,
                failedStep,
                ending,
                now,
                versions);
    }

    JobRoot with(Versions now) {
        return new JobRoot(
                status,
                epoch,
                sequence,
                updatedAtMs,
                stepsEnded,
                stepFailed,
                stepUnsuccessful,
                success,
                outputs,
                failure,
                failedStep,
                ending,
                course,
                now);
    }

    /** As many steps have ended as in that picture of the workflow's own list. */
    JobRoot recounted(FrameState list) {
        return new JobRoot(
                status,
                epoch,
                sequence,
                updatedAtMs,
                list.ended(),
                list.ending() == FrameState.Ending.FAILED,
                list.ending() == FrameState.Ending.UNSUCCESSFUL,
                success,
                outputs,
                failure,
                failedStep,
                ending,
                course,
                versions);
    }

    /** Alive in a new epoch, as if it had never ended. */
    JobRoot alive(JobStatus now, int newEpoch) {
        return new JobRoot(
                now,
                newEpoch,
                sequence,
                updatedAtMs,
                stepsEnded,
                stepFailed,
                stepUnsuccessful,
                false,
                Value.EMPTY,
                null,
                "",
                ending,
                course,
                versions);
    }

    /** Only kept for the record. */
    JobRoot archived(int newEpoch) {
        return new JobRoot(
                JobStatus.ARCHIVED,
                newEpoch,
                sequence,
                updatedAtMs,
                stepsEnded,
                stepFailed,
                stepUnsuccessful,
                success,
                outputs,
                failure,
                failedStep,
                null,
                course,
                versions);
    }

    /** Whether it begins nothing new for the time being. */
    boolean held() {
        return status == JobStatus.PENDING || status == JobStatus.PAUSED || status == JobStatus.RETRYING;
    }
}
