package io.orchestrator.model;

/**
 * The coordinator tells workers to stop running an attempt and to kill what it started, or that one of them may begin. The
 * record key is the worker's id.
 *
 * @param task which attempt; an empty step means every attempt of the job
 * @param worker the worker that said it started; empty means whoever runs it
 * @param reason for the log and the failure
 * @param kind what to do
 */
public record WorkerControl(TaskRef task, String worker, String reason, Kind kind) {

    /** What a worker is told. */
    public enum Kind {
        /** Stop it. */
        STOP,
        /** The worker, and no other, may run it. */
        GRANT
    }

    /** An order to stop. */
    public WorkerControl(TaskRef task, String worker, String reason) {
        this(task, worker, reason, Kind.STOP);
    }
}
