package io.orchestrator.model;

import java.util.Locale;

/** How far around its assignment a variable can be read. An inner one hides an outer one of the same name. */
public enum VariableScope {
    /** The step that assigns it. */
    TEMPORARY,
    /** The list of steps in which it is assigned, and the steps inside of those. */
    STEP,
    /** One iteration of the innermost loop around. */
    LOOP,
    /** The whole job. */
    GLOBAL;

    /** The word in documents and events. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
