package io.orchestrator.language;

/** One node of a parsed expression. Immutable. */
interface Node {

    /**
     * Its value, {@link Undefined} included.
     *
     * @throws LanguageException where it cannot be computed within the bounds
     */
    Item eval(Run run);

    /** Tells which names and paths it reads. */
    void collect(References found);

    /** A path as its author wrote it, or what to call it in messages. */
    default String describe() {
        return "(...)";
    }
}
