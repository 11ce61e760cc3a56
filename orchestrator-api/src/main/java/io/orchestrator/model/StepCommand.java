package io.orchestrator.model;

/**
 * The coordinator tells a worker to execute one attempt of one step.
 *
 * @param task which attempt
 * @param call what to run
 * @param timeoutMs the attempt's time limit from its start on the worker, in milliseconds; 0 is none
 * @param queue the named lane, {@code [a-z0-9-]+}
 * @param priority the lane within the queue
 * @param delivery how often it may run
 * @param workspace the folder that tools may touch, absolute; empty leaves it to the worker
 * @param dispatchedAtMs when the coordinator decided, epoch milliseconds
 * @param claim the coordinator's HMAC over the task; a result must bear it; empty before the shell signs it
 */
public record StepCommand(
        TaskRef task,
        Call call,
        long timeoutMs,
        String queue,
        Priority priority,
        Delivery delivery,
        String workspace,
        long dispatchedAtMs,
        String claim) {

    /** How often a step may run when workers or coordinators die. */
    public enum Delivery {
        /** A lost worker means another attempt; the tool may see the same command id twice. */
        AT_LEAST_ONCE
    }

    public StepCommand withClaim(String signed) {
        return new StepCommand(task, call, timeoutMs, queue, priority, delivery, workspace, dispatchedAtMs, signed);
    }
}
