package io.orchestrator.model;

import java.util.Locale;

/** The lane of a command within its queue. */
public enum Priority {
    HIGH,
    NORMAL,
    LOW;

    /** The lower-case word used in documents and topic names. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
