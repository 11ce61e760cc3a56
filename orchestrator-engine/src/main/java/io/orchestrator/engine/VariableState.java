package io.orchestrator.engine;

import io.orchestrator.model.Value;
import io.orchestrator.model.VariableValue;
import org.jspecify.annotations.Nullable;

/**
 * A leaf of a job's state: a variable's last version.
 *
 * @param path which variable
 * @param version from 1
 * @param step path of the step that assigned it
 * @param told its value as the event told it
 * @param kept its value where {@code told} lacks it and steps read it from here
 */
public record VariableState(
        VariablePath path,
        int version,
        String step,
        VariableValue told,
        @Nullable Value kept) {

    /** Its value; null where it is only in the result of the step that assigned it. */
    @Nullable
    Value value() {
        return kept != null ? kept : told.value().orElse(null);
    }
}
