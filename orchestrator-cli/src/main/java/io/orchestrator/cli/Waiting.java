package io.orchestrator.cli;

import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the steps of a job wait for, as its events tell. */
final class Waiting {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Map<Integer, Map<String, ControlFact.SignalAwaited>> atCheckpoints = new HashMap<>();
    private Map<String, ControlFact.SignalAwaited> now = new LinkedHashMap<>();

    private Waiting() {}

    /** Those that wait now, who has waited longest first. */
    static List<ControlFact.SignalAwaited> of(List<JobEvent> events) {
        var waiting = new Waiting();
        for (JobEvent event : events) {
            if (event.fact().terminal()) {
                waiting.now = new LinkedHashMap<>();
            } else if (event.fact() instanceof ControlFact fact) {
                waiting.add(fact);
            }
        }
        return List.copyOf(waiting.now.values());
    }

    private void add(ControlFact fact) {
        switch (fact) {
            case ControlFact.SignalAwaited f -> now.put(f.task().step(), f);
            case ControlFact.SignalTaken f -> now.remove(f.step());
            case ControlFact.CheckpointMade f -> atCheckpoints.put(f.number(), new LinkedHashMap<>(now));
            case ControlFact.Restored f ->
                now = new LinkedHashMap<>(atCheckpoints.getOrDefault(f.checkpoint(), Map.of()));
            case ControlFact.RerunBegan f ->
                now.keySet().removeIf(step -> f.steps().contains(step.replaceAll("[.\\[].*", "")));
            case ControlFact.Paused f -> {}
            case ControlFact.Resumed f -> {}
            case ControlFact.PriorityChanged f -> {}
            case ControlFact.Archived f -> {}
            case ControlFact.Refused f -> {}
            case ControlFact.VariableSet f -> {}
            case ControlFact.CheckpointDropped f -> {}
            case ControlFact.SignalReceived f -> {}
            case ControlFact.RetriesGranted f -> {}
        }
    }

    /** A line for people, with what answers it. */
    static String line(String jobId, ControlFact.SignalAwaited wait) {
        var line = new StringBuilder("step " + wait.task().step() + " waits for " + wait.name());
        if (wait.prompt().get("title") instanceof Value.Text title) {
            line.append(": ").append(title.value());
        }
        wait.until().ifPresent(until -> line.append(", until ").append(TIME.format(Instant.ofEpochMilli(until))));
        return line.append("; answer with: orchestrator ")
                .append(answer(jobId, wait))
                .toString();
    }

    private static String answer(String jobId, ControlFact.SignalAwaited wait) {
        if (wait.name().equals("approval") && wait.prompt().get("kind") != null) {
            return "approve " + jobId + " " + wait.key();
        }
        return "signal " + jobId + " " + wait.name() + " VALUE" + (wait.key().isEmpty() ? "" : " --key " + wait.key());
    }
}
