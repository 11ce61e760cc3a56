package io.orchestrator.plan;

import io.orchestrator.model.Value;
import java.util.Optional;

/**
 * A declared input.
 *
 * @param name as the author wrote it
 * @param type what a value must be
 * @param required whether a job without it is refused
 * @param defaultValue used where the request has none
 * @param constraints the declaration's other keys (enum, minimum, maximum, min_length, max_length, pattern, items,
 *     properties), normalised to these names
 * @param sensitive whether the value is sealed before anything of the job is written, and never shown
 */
public record InputSpec(
        String name,
        Type type,
        boolean required,
        Optional<Value> defaultValue,
        Value.Dict constraints,
        boolean sensitive) {

    /** The types of the language. ANY is a literal default or a declaration without a type. */
    public enum Type {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        ARRAY,
        OBJECT,
        FILE,
        ANY
    }
}
