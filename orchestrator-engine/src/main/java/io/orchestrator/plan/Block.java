package io.orchestrator.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Steps that begin together and end together: the document's own list, the body of a loop, a branch, a case, a handler.
 *
 * @param name of the branch or case, unique among the blocks of its step; empty for the body of a loop, whose frames are
 *     told apart by their numbers
 * @param steps indexes in document order
 * @param indexById the index of each of these steps by its id, which is unique within the block
 */
public record Block(String name, List<Integer> steps, Map<String, Integer> indexById) {

    /** No steps. */
    public static final Block EMPTY = new Block("", List.of(), Map.of());

    public Block {
        steps = List.copyOf(steps);
        indexById = Map.copyOf(indexById);
    }

    /** The step of this block with that id, where there is one. */
    public Optional<Integer> find(String id) {
        return Optional.ofNullable(indexById.get(id));
    }
}
