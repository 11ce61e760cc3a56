package io.orchestrator.worker.guard;

/**
 * How one attempt may use its guard.
 *
 * @param label the step's id, for the failure's message
 * @param budget the time of the whole attempt, quick retries included
 * @param repeat whether the call may be tried again inside the attempt
 * @param reach whose fault a timeout is
 * @param target the host that is called, so that one bad host does not open the breaker of the others; may be empty
 */
public record Permit(String label, Budget budget, Repeat repeat, Reach reach, String target) {

    /** Whether doing it twice is as good as once. */
    public enum Repeat {
        /** Reads, and calls that bear an idempotency key. */
        SAFE,
        /** Commands, scripts, writes: one try an attempt. */
        NEVER
    }

    /** Where the work is done. */
    public enum Reach {
        /** In this process or a child of it: a timeout says nothing of the next call. */
        LOCAL,
        /** On another machine: a timeout counts against the breaker. */
        REMOTE
    }
}
