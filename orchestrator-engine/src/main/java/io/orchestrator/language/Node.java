package io.orchestrator.language;

import org.jspecify.annotations.Nullable;

/** One node of a parsed expression. Immutable. */
interface Node extends Place {

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
