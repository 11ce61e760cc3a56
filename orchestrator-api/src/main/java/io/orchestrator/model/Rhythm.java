package io.orchestrator.model;

/** The times of a schedule, as its author gave them; they need not be valid. */
public sealed interface Rhythm {

    /**
     * Times of the calendar.
     *
     * @param expression five fields (minute, hour, day of month, month, day of week) or six, the first the second
     * @param timeZone in which they are told: a name of the IANA database, or an offset
     */
    record Cron(String expression, String timeZone) implements Rhythm {}

    /**
     * Times that are equally far apart.
     *
     * @param intervalMs milliseconds
     * @param anchorMs one of the times, epoch milliseconds
     */
    record Every(long intervalMs, long anchorMs) implements Rhythm {}
}
