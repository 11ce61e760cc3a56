package io.orchestrator.language.expression;

import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Place;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Scope;
import io.orchestrator.language.value.Undefined;
import org.jspecify.annotations.Nullable;

/** One node of a parsed expression. Immutable. */
public interface Node extends Place {

    /**
     * Its value, {@link Undefined} included.
     *
     * @throws LanguageException where it cannot be computed within the bounds
     */
    Item eval(Run run);

    /** Tells which names and paths it reads. */
    void collect(References found);

    @Override
    default String describe() {
        return "(...)";
    }

    @Override
    default String hint(@Nullable Item parent, Scope scope) {
        return "";
    }
}
