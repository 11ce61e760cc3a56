package io.orchestrator.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * How far the frames of a step instance are: iterations, branches, a case, handlers.
 *
 * @param total iterations of a for_each; -1 where nobody knows
 * @param first the number of the first frame since the step last began: those of earlier runs keep theirs
 * @param next the number after the highest that was opened
 * @param open the numbers of the frames that run now, handlers among them; bounded by {@code max_parallel}
 * @param failed frames in which a step failed
 * @param unsuccessful frames in which a tool reported failure, or a failure was passed over
 * @param handlerRuns how often an error handler has run
 */
public record Frames(
        int total, int first, int next, List<Integer> open, int failed, int unsuccessful, int handlerRuns) {

    /** None were opened. */
    public static final Frames NONE = new Frames(-1, 0, 0, List.of(), 0, 0, 0);

    public Frames {
        open = List.copyOf(open);
    }

    /**
     * Before the first frame of a new run.
     *
     * @param iterations how many there will be; -1 where nobody knows
     * @param stride the run begins with a number that this divides
     */
    Frames begin(int iterations, int stride) {
        var from = (next + stride - 1) / stride * stride;
        return new Frames(iterations, from, from, List.of(), 0, 0, handlerRuns);
    }

    /** Frames opened since the step last began. */
    int opened() {
        return next - first;
    }

    Frames opening(int number) {
        var now = new ArrayList<>(open);
        now.add(number);
        return new Frames(total, first, Math.max(next, number + 1), now, failed, unsuccessful, handlerRuns);
    }

    Frames handling(int number) {
        var now = new ArrayList<>(open);
        now.add(number);
        return new Frames(total, first, next, now, failed, unsuccessful, handlerRuns + 1);
    }

    Frames closing(int number, FrameState.Ending ending) {
        var now = new ArrayList<>(open);
        now.remove(Integer.valueOf(number));
        return new Frames(
                total,
                first,
                next,
                now,
                failed + (ending == FrameState.Ending.FAILED ? 1 : 0),
                unsuccessful + (ending == FrameState.Ending.UNSUCCESSFUL ? 1 : 0),
                handlerRuns);
    }

    /** None open. */
    Frames closed() {
        return new Frames(-1, next, next, List.of(), 0, 0, handlerRuns);
    }
}
