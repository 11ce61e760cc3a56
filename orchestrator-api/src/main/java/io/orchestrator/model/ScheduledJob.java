package io.orchestrator.model;

import java.util.Map;
import java.util.Optional;

/**
 * What every job of a schedule is asked for with.
 *
 * @param workflow {@code id@version}, or {@code id} for the version that is the latest when the job begins
 * @param inputs the inputs by name
 * @param priority empty leaves it to the workflow
 * @param labels of the job; the schedule's own is put beside them
 * @param workspace the folder that the job's tools may touch, absolute; empty leaves it to the worker
 */
public record ScheduledJob(
        String workflow, Value.Dict inputs, Optional<Priority> priority, Map<String, String> labels, String workspace) {

    public ScheduledJob {
        labels = Map.copyOf(labels);
    }
}
