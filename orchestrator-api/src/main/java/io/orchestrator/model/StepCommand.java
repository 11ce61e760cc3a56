package io.orchestrator.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * @param manner how the worker makes the call
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
        String claim,
        Manner manner) {

    public StepCommand {
        sealed = List.copyOf(sealed);
    }

    /**
     * How a call is made.
     *
     * @param idempotencyKey what the tool tells the world so that a repetition is seen as one; empty is the command's id
     * @param rate how often such calls may be made; empty is without a limit of the step's own
     * @param secrets name of an environment variable to name of the secret that the tool finds in it
     * @param cache how long the result may be used again; empty is never
     */
    public record Manner(
            String idempotencyKey, Optional<Rate> rate, Map<String, String> secrets, Optional<Cache> cache) {
        /** The command's id, without a limit, without secrets, always made. */
        public static final Manner PLAIN = new Manner("", Optional.empty(), Map.of());

        public Manner {
            secrets = Map.copyOf(secrets);
        }

        /** A call that is always made. */
        public Manner(String idempotencyKey, Optional<Rate> rate, Map<String, String> secrets) {
            this(idempotencyKey, rate, secrets, Optional.empty());
        }
    }

    /**
     * Results that each worker keeps for itself.
     *
     * @param key calls of the same tool (or models) with the same key have the same result; empty is all of the call
     * @param ttlMs how long after its end a result may be used, in milliseconds, at least 1
     */
    public record Cache(String key, long ttlMs) {
        public Cache {
            if (ttlMs < 1) {
                throw new IllegalArgumentException("a result is kept for at least 1 ms, not " + ttlMs);
            }
        }
    }

    /**
     * A limit that each worker keeps for itself.
     *
     * @param key calls with the same key count together
     * @param calls in a period, at least 1
     * @param periodMs the period in milliseconds, at least 1
     */
    public record Rate(String key, int calls, long periodMs) {
        public Rate {
            if (calls < 1 || periodMs < 1) {
                throw new IllegalArgumentException("a rate is at least 1 call in 1 ms: " + calls + " in " + periodMs);
            }
        }
    }

    /** A command without secrets and files, whose call is made in no special manner. */
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
                claim,
                Manner.PLAIN);
    }

    /** How often a step may run when workers or coordinators die. */
    public enum Delivery {
        /** A lost worker means another attempt; the tool may see the same command id twice. */
        AT_LEAST_ONCE,
        /** The worker waits for a grant before it touches the world; a worker that is lost is stopped before the next attempt. */
        EXCLUSIVE,
        /** As exclusive, and nothing that was granted runs again: a lost worker ends the step, its outcome unknown. */
        AT_MOST_ONCE;

        /** Whether the worker must be granted the attempt. */
        public boolean granted() {
            return this != AT_LEAST_ONCE;
        }

        /** The lower-case word of documents and records. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public StepCommand with(Manner other) {
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
                claim,
                other);
    }

    public StepCommand with(Call other) {
        return new StepCommand(
                task,
                other,
                secretMark,
                sealed,
                file,
                timeoutMs,
                queue,
                priority,
                delivery,
                workspace,
                dispatchedAtMs,
                claim,
                manner);
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
                signed,
                manner);
    }
}
