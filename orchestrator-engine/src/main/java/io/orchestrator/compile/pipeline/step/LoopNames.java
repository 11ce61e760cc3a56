package io.orchestrator.compile.pipeline.step;

import io.orchestrator.plan.StepAction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The names that the steps of a loop's body can read, with and without {@code $}. */
final class LoopNames {

    private static final List<String> COMMON =
            List.of("index", "iteration", "position", "is_first", "has_prev", "has_previous", "loop_id", "loop_name");

    private static final List<String> ITEMS =
            List.of("item", "items", "is_last", "length", "remaining", "has_next", "next_item", "prev_item");

    private static final List<String> REPEATED = List.of("loop_state");

    private static final List<String> QUEUED = List.of("queue", "queue_size", "parallel_queue_id", "parent_task");

    private static final List<String> ACTIONS = List.of("total_duration", "termination_reason");

    /** What a condition on a loop step can mean only for each item. */
    static final Set<String> OF_AN_ITEM = Set.of("item", "$item", "index", "$index");

    private LoopNames() {}

    /**
     * Of for_each.
     *
     * @param id the loop's id
     * @param name the loop's other name; may be empty
     * @param item the item's other name; may be empty
     */
    static Set<String> forEach(String id, String name, String item) {
        return names(List.of(COMMON, ITEMS), List.of(id, name, item));
    }

    static Set<String> queue(String id) {
        return names(List.of(COMMON, ITEMS, QUEUED), List.of(id));
    }

    static Set<String> repeated(String id, String name) {
        return names(List.of(COMMON, REPEATED), List.of(id, name));
    }

    static Set<String> agent(String id) {
        return names(List.of(COMMON, REPEATED, List.of(StepAction.Agent.CONVERSATION)), List.of(id));
    }

    static Set<String> actionLoop(String id, String name) {
        return names(List.of(COMMON, REPEATED, ACTIONS), List.of(id, name));
    }

    /** Each in both spellings; a name that is empty is none. */
    private static Set<String> names(List<List<String>> groups, List<String> further) {
        var names = new LinkedHashSet<String>();
        Stream.concat(groups.stream().flatMap(List::stream), further.stream())
                .filter(name -> !name.isEmpty())
                .forEach(name -> {
                    names.add(name);
                    names.add("$" + name);
                });
        return names;
    }
}
