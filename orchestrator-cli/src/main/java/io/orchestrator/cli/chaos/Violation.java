package io.orchestrator.cli.chaos;

/**
 * Something that must never be.
 *
 * @param rule which promise is broken
 * @param jobId whose; empty where it is nobody's
 * @param what happened, for people
 */
public record Violation(Rule rule, String jobId, String what) {

    /** The promises, as architecture and {@code docs/guarantees.md} number them. */
    public enum Rule {
        /** I1: an acknowledged request is exactly one job, and every job was asked for. */
        ONE_JOB("I1", "one request, one job"),
        /** I4: every job ends. */
        ENDED("I4", "every job ends"),
        /** I2: one terminal event an epoch, nothing after it. */
        TERMINAL("I2", "one end, nothing after it"),
        /** Events count from 1 without gaps, and what was once committed stays. */
        SEQUENCE("I2", "events without gaps"),
        /** I3: an attempt is completed once, and a step once unless the workflow comes back to it. */
        COMPLETED_ONCE("I3", "completed once"),
        /** I3: attempts rise by one, and only the one that was scheduled last completes. */
        ATTEMPTS("I3", "attempts rise by one"),
        /** Every completed step has run: its key is in the ledger. */
        LEDGER("ledger", "what is completed has run"),
        /** I6: a step starts when those that it waits for have ended. */
        ORDER("I6", "steps start after their dependencies"),
        /** I8: the events can be folded again, and give what the coordinator told of its state. */
        REFOLDED("I8", "events give the state"),
        /** I8, byte for byte: what {@code verify --all} says. */
        STORED("I8", "what is stored is what the events give"),
        /** I10: no more jobs than a limit says. */
        LIMIT("I10", "running jobs within limits"),
        /** I14: no record was unusable. */
        DEAD_LETTER("I14", "no dead letters"),
        /** The job ended as it ends undisturbed. */
        OUTCOME("outcome", "ends as undisturbed");

        private final String invariant;
        private final String words;

        Rule(String invariant, String words) {
            this.invariant = invariant;
            this.words = words;
        }

        public String invariant() {
            return invariant;
        }

        public String words() {
            return words;
        }
    }

    @Override
    public String toString() {
        return rule.invariant + " " + rule.words + ": " + (jobId.isEmpty() ? "" : jobId + ": ") + what;
    }
}
