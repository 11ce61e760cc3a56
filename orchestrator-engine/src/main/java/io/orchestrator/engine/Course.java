package io.orchestrator.engine;

import io.orchestrator.model.Priority;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stays as it is when a job goes back to a checkpoint: what clients have changed about it, and its place in lanes.
 *
 * @param priority of its commands; null for the one it was asked for with
 * @param retriesLeft how often it is retried without being asked when it fails
 * @param retryDelayMs before each of these retries, milliseconds
 * @param variablesSet whether a client gave a variable a value
 * @param lastWishes ids of the last controls, oldest first: the same id again is the same wish
 * @param admission its way through its lanes; null for a job that is not limited
 */
public record Course(
        @Nullable Priority priority,
        int retriesLeft,
        long retryDelayMs,
        boolean variablesSet,
        List<String> lastWishes,
        @Nullable Admission admission) {

    /** How many controls are remembered. */
    static final int MAX_WISHES = 16;

    /** Nothing. */
    public static final Course NONE = new Course(null, 0, 0, false, List.of(), null);

    public Course {
        lastWishes = List.copyOf(lastWishes);
    }

    Course with(Priority now) {
        return new Course(now, retriesLeft, retryDelayMs, variablesSet, lastWishes, admission);
    }

    Course with(Admission now) {
        return new Course(priority, retriesLeft, retryDelayMs, variablesSet, lastWishes, now);
    }

    /** Without its places in lanes. */
    Course left() {
        return admission == null || admission.away() ? this : with(admission.left());
    }

    /** Without its places in lanes, unless all have let it through. */
    Course leftUnlessRunning() {
        return admission == null || admission.complete() ? this : left();
    }

    Course retries(int left, long delayMs) {
        return new Course(priority, left, delayMs, variablesSet, lastWishes, admission);
    }

    Course variablesSet(boolean now) {
        return new Course(priority, retriesLeft, retryDelayMs, now, lastWishes, admission);
    }

    Course wished(String controlId) {
        if (controlId.isEmpty() || lastWishes.contains(controlId)) {
            return this;
        }
        var now = new ArrayList<>(lastWishes);
        now.add(controlId);
        return new Course(
                priority,
                retriesLeft,
                retryDelayMs,
                variablesSet,
                now.subList(Math.max(0, now.size() - MAX_WISHES), now.size()),
                admission);
    }
}
