package io.orchestrator.model;

import java.util.Locale;

/** The states of a job. */
public enum JobStatus {
    PENDING,
    RUNNING,
    PAUSED,
    RETRYING,
    COMPLETED,
    FAILED,
    CANCELLED,
    ARCHIVED;

    /** Whether no step can run any more. */
    public boolean terminal() {
        return switch (this) {
            case COMPLETED, FAILED, CANCELLED, ARCHIVED -> true;
            case PENDING, RUNNING, PAUSED, RETRYING -> false;
        };
    }

    /** The lower-case word of result documents and the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
