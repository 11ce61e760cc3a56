package io.orchestrator.compile.pipeline.draft;

import io.orchestrator.plan.Block;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps and blocks read so far; one a compilation, not thread-safe. */
public final class StepTree {

    /** The most steps of a plan, those inside steps and the copies of error handlers among them. */
    public static final int MAX_STEPS = 10_000;

    /** The id of the only step of a body that is written in one with its loop. */
    public static final String TASK = "task";

    /** The id of a step that is written in one with the error handler it is. */
    public static final String HANDLER = "handler";

    /** Ids of steps that are written in one with what holds them. */
    public static final Set<String> MADE_IDS = Set.of(TASK, HANDLER);

    private final List<@Nullable StepDraft> steps = new ArrayList<>();
    private final List<@Nullable BlockDraft> blocks = new ArrayList<>();

    /** Whether no further step can be read. */
    public boolean isFull() {
        return steps.size() >= MAX_STEPS;
    }

    /** The index of the next step, whose draft follows when its inner steps have been read. */
    public int reserve() {
        steps.add(null);
        return steps.size() - 1;
    }

    /** Completes a step. */
    public void put(StepDraft draft) {
        steps.set(draft.index(), draft);
    }

    /** The number of the next block, which {@link #close} completes. */
    public int open() {
        blocks.add(null);
        return blocks.size() - 1;
    }

    /** The block of the plan. */
    public Block close(int number, Opening opening, List<Integer> indexes) {
        blocks.set(number, new BlockDraft(opening.kind(), opening.owner(), opening.names(), opening.order(), indexes));
        var byId = new LinkedHashMap<String, Integer>();
        indexes.forEach(index -> byId.putIfAbsent(
                Objects.requireNonNull(steps.get(index), "a step that was not read")
                        .id(),
                index));
        return new Block(opening.name(), indexes, byId);
    }

    /** Every step, in the order of the plan. */
    public List<StepDraft> steps() {
        return steps.stream().map(Objects::requireNonNull).toList();
    }

    /** Every block; a step's {@link StepDraft#block()} is a place in this list. */
    public List<BlockDraft> blocks() {
        return blocks.stream().map(Objects::requireNonNull).toList();
    }
}
