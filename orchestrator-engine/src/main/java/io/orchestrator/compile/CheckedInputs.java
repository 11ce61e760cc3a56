package io.orchestrator.compile;

import io.orchestrator.model.Value;
import java.util.List;

/**
 * A job's inputs, checked.
 *
 * @param inputs in the order of their declaration, defaults filled in; an input that is neither given nor has a default
 *     is left out
 * @param problems every problem, each begins with the path of its input; empty where the job can run
 */
public record CheckedInputs(Value.Dict inputs, List<String> problems) {
    public CheckedInputs {
        problems = List.copyOf(problems);
    }
}
