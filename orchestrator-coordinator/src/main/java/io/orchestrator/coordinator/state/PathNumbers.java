package io.orchestrator.coordinator.state;

import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.StepPath;
import java.util.ArrayList;
import java.util.List;

/**
 * Paths as the numbers that are stored, outermost first: index of the step that holds a frame, number of the frame, and
 * so on; last the index of the step, where it is a step's path. The frame of the document's own list has no numbers.
 */
final class PathNumbers {

    /** Stands for the step that holds the frame of the cleanup: none does. */
    private static final int NO_STEP = Integer.MAX_VALUE;

    private PathNumbers() {}

    static List<Integer> of(StepPath path) {
        var numbers = new ArrayList<>(of(path.frame()));
        numbers.add(path.index());
        return numbers;
    }

    static List<Integer> of(FramePath path) {
        if (path.isRoot()) {
            return path.equals(FramePath.ROOT) ? List.of() : List.of(NO_STEP, path.number());
        }
        var numbers = new ArrayList<>(of(path.opener()));
        numbers.add(path.number());
        return numbers;
    }

    /** The frame of these numbers, a step's index and a frame's number in turn. */
    static FramePath frame(List<Integer> numbers) {
        var frame = FramePath.ROOT;
        for (int i = 0; i + 1 < numbers.size(); i += 2) {
            frame = numbers.get(i) == NO_STEP
                    ? new FramePath(null, numbers.get(i + 1))
                    : frame.step(numbers.get(i)).frame(numbers.get(i + 1));
        }
        return frame;
    }
}
