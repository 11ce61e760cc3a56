package io.orchestrator.compile.pipeline.draft;

import java.util.OptionalInt;
import java.util.Set;

/**
 * A block whose steps are about to be read.
 *
 * @param kind what it is for
 * @param owner index of the step that holds it; empty for the document's own lists
 * @param name of the branch or case; else empty
 * @param names what its steps can read besides steps, variables and inputs
 * @param order how its steps follow each other
 */
public record Opening(BlockDraft.Kind kind, OptionalInt owner, String name, Set<String> names, BlockDraft.Order order) {

    public Opening {
        names = Set.copyOf(names);
    }

    /** One of the document's own lists. */
    public static Opening of(BlockDraft.Kind kind, BlockDraft.Order order) {
        return new Opening(kind, OptionalInt.empty(), "", Set.of(), order);
    }
}
