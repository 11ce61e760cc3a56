package io.orchestrator.simulation.check;

import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.Value;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What jobs wait for that only a client can give, by their committed events. */
public final class Waiting {

    /**
     * A step waits for a signal.
     *
     * @param step its path
     * @param prompt what a person is asked; empty where a program's signal is awaited
     */
    public record Awaited(String step, String name, String key, Value.Dict prompt) {}

    private final Map<String, Set<Awaited>> awaited = new TreeMap<>();
    private final Set<String> held = new HashSet<>();

    void accept(JobEvent event, boolean isHeld) {
        if (event.fact() instanceof ControlFact.SignalAwaited f) {
            awaited.computeIfAbsent(event.jobId(), id -> new LinkedHashSet<>())
                    .add(new Awaited(f.task().step(), f.name(), f.key(), f.prompt()));
        }
        if (isHeld) {
            held.add(event.jobId());
        } else {
            held.remove(event.jobId());
        }
    }

    /** Every wait that the job has begun so far: where it goes back, those that have ended may begin again. */
    public List<Awaited> awaited(String jobId) {
        return List.copyOf(awaited.getOrDefault(jobId, Set.of()));
    }

    /** Whether the job is paused, or waits for its retry. */
    public boolean isHeld(String jobId) {
        return held.contains(jobId);
    }
}
