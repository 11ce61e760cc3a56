package io.orchestrator.model;

import java.util.Locale;

/** The states of a step. */
public enum StepStatus {
    PENDING,
    RUNNING,
    COMPLETED,
    FAILED,
    SKIPPED,
    CANCELLED;

    public boolean terminal() {
        return switch (this) {
            case COMPLETED, FAILED, SKIPPED, CANCELLED -> true;
            case PENDING, RUNNING -> false;
        };
    }

    /** The lower-case word of result documents and the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
