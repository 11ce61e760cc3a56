package io.orchestrator.engine;

import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A leaf of a job's state: the signals that came before a step waited for them, and the steps that wait.
 *
 * @param early oldest first
 * @param awaited in the order in which they began to wait
 */
public record Signals(List<Early> early, List<Awaited> awaited) {

    /** The most signals kept for later. */
    public static final int MAX_EARLY = 1_000;

    /** The most steps of a job that wait for signals at a time. */
    public static final int MAX_AWAITED = 1_000;

    static final Signals NONE = new Signals(List.of(), List.of());

    /**
     * @param controlId of the control that brought it
     * @param name of the signal
     * @param key may be empty
     * @param payload what it brings
     */
    public record Early(String controlId, String name, String key, Value payload) {}

    /**
     * @param step path of the step
     * @param name of the signal
     * @param key may be empty
     * @param untilMs when the step goes on without it, epoch milliseconds; 0 for never
     * @param waitId of this wait, by which those know it who have the signals that name no job; empty where only signals of
     *     the job itself are awaited
     */
    public record Awaited(String step, String name, String key, long untilMs, String waitId) {}

    public Signals {
        early = List.copyOf(early);
        awaited = List.copyOf(awaited);
    }

    /** The oldest that has come early. */
    Optional<Early> early(String name, String key) {
        return early.stream()
                .filter(signal -> signal.name().equals(name) && signal.key().equals(key))
                .findFirst();
    }

    /** Who has waited longest. */
    Optional<Awaited> awaited(String name, String key) {
        return awaited.stream()
                .filter(wait -> wait.name().equals(name) && wait.key().equals(key))
                .findFirst();
    }

    Signals received(Early signal) {
        var now = new ArrayList<>(early);
        now.add(signal);
        return new Signals(now, awaited);
    }

    Signals awaiting(Awaited wait) {
        var now = new ArrayList<>(awaited);
        now.add(wait);
        return new Signals(early, now);
    }

    /** The step waits no longer; the signal, where there is one, is used up. */
    Signals taken(String step, String controlId) {
        return new Signals(
                early.stream()
                        .filter(signal -> !signal.controlId().equals(controlId))
                        .toList(),
                awaited.stream().filter(wait -> !wait.step().equals(step)).toList());
    }
}
