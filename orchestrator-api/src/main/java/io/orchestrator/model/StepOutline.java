package io.orchestrator.model;

import java.util.List;

/**
 * What a result document says of a step besides its outcome.
 *
 * @param id the step's id
 * @param action as the author wrote it; may be empty
 * @param tool the tool's name; empty for other kinds
 * @param model the model asked for; empty for other kinds
 * @param dependencies ids, in document order
 * @param level its distance from the steps without dependencies, from 0
 */
public record StepOutline(String id, String action, String tool, String model, List<String> dependencies, int level) {
    public StepOutline {
        dependencies = List.copyOf(dependencies);
    }
}
