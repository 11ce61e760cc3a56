package io.orchestrator.model;

import java.util.List;
import java.util.Optional;

/**
 * The coordinator tells a worker to execute one attempt of one step.
 *
 * @param task which attempt
 * @param call what to run
 * @param secretMark what references to secrets in the call bear, see {@link SecretMark}; empty where there are none
 * @param sealed the job's sensitive inputs, sealed: the worker opens them to keep them out of what it answers
 * @param file to write from the result
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
        String secretMark,
        List<String> sealed,
        Optional<OutputFile> file,
        long timeoutMs,
        String queue,
        Priority priority,
        Delivery delivery,
        String workspace,
        long dispatchedAtMs,
        String claim) {

    public StepCommand {
        sealed = List.copyOf(sealed);
    }

    /** A command without secrets and files. */
    public StepCommand(
            TaskRef task,
            Call call,
            long timeoutMs,
            String queue,
            Priority priority,
            Delivery delivery,
            String workspace,
            long dispatchedAtMs,
            String claim) {
        this(
                task,
                call,
                "",
                List.of(),
                Optional.empty(),
                timeoutMs,
                queue,
                priority,
                delivery,
                workspace,
                dispatchedAtMs,
                claim);
    }

    /** How often a step may run when workers or coordinators die. */
    public enum Delivery {
        /** A lost worker means another attempt; the tool may see the same command id twice. */
        AT_LEAST_ONCE
    }

    public StepCommand withClaim(String signed) {
        return new StepCommand(
                task,
                call,
                secretMark,
                sealed,
                file,
                timeoutMs,
                queue,
                priority,
                delivery,
                workspace,
                dispatchedAtMs,
                signed);
    }
}
