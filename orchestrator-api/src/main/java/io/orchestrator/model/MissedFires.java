package io.orchestrator.model;

import java.util.Locale;

/** What comes of the times of a schedule at which no coordinator ran. */
public enum MissedFires {
    /** They are left out, unless the newest is only a moment ago. */
    SKIP,
    /** One job begins for all of them. */
    ONCE,
    /** A job begins for each, the newest ones where they are very many. */
    ALL;

    /** The lower-case word used in records and documents. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
