package io.orchestrator.compile.pipeline.draft;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A list of steps as read.
 *
 * @param kind what it is for
 * @param owner index of the step that holds it; empty for the document's own lists
 * @param names what its steps can read besides steps, variables and inputs: a loop's names, an error
 * @param order how its steps follow each other
 * @param steps indexes in document order
 */
public record BlockDraft(Kind kind, OptionalInt owner, Set<String> names, Order order, List<Integer> steps) {

    public BlockDraft {
        names = Set.copyOf(names);
        steps = List.copyOf(steps);
    }

    /** What a block is for. */
    public enum Kind {
        /** The document's own list. */
        ROOT,
        /** What runs when the job is about to end. */
        CLEANUP,
        /** The body of a loop. */
        LOOP,
        /** A branch of parallel, a case of switch. */
        BRANCH,
        /** Handles the errors of one step. */
        HANDLER,
        /** Handles the errors of every step: a copy a step. */
        GLOBAL_HANDLER,
        /** Undoes a step. */
        COMPENSATION,
        /** Runs after a step. */
        AFTER;

        /** Whether it runs for an error of its owner. */
        public boolean handles() {
            return this == HANDLER || this == GLOBAL_HANDLER;
        }
    }

    /** How steps without dependencies follow each other. */
    public enum Order {
        /** They do not: they run side by side. */
        FREE,
        /** Each waits for the one before it. */
        CHAINED
    }
}
