package io.orchestrator.engine;

import io.orchestrator.language.value.Opener;
import io.orchestrator.model.Value;
import java.util.Map;
import java.util.Objects;

/**
 * Takes what is large out of the events of one decision, and leaves marks that {@link Opener} knows. A mark is the hash of
 * its value, and a value that is kept twice is kept once: a decision that is made again gives the same events.
 */
@FunctionalInterface
public interface Keeper {

    /** Everything stays where it is. */
    Keeper NONE = dict -> dict;

    /** The map, in which marks stand for what is large; the values are durable when this returns. */
    Value.Dict keep(Value.Dict dict);

    /** The value, or a mark of it, or a list or map in which marks stand for what is large. A map stays a map. */
    default Value keep(Value value) {
        if (value instanceof Value.Dict dict) {
            return keep(dict);
        }
        var kept = keep(Value.of(Map.of("value", value))).get("value");
        return Objects.requireNonNull(kept, "a keeper leaves every field");
    }
}
