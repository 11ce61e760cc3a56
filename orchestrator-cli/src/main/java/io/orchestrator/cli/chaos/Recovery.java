package io.orchestrator.cli.chaos;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A kill, and how long it took until all that the killed process had held moved on again.
 *
 * @param hit the kill
 * @param ms from the kill
 * @param last what moved on last, for people
 * @param meanwhile the other processes that were down or stopped in that time
 */
record Recovery(Hit hit, long ms, String last, List<Hit> meanwhile) {

    private static final double MS_PER_SECOND = 1000.0;

    Recovery {
        meanwhile = List.copyOf(meanwhile);
    }

    /** @param hits all of the run, from which those that overlap are taken */
    static Recovery of(Hit hit, long ms, String last, List<Hit> hits) {
        return new Recovery(
                hit,
                ms,
                last,
                hits.stream()
                        .filter(other -> !other.equals(hit))
                        .filter(other -> other.atMs() <= hit.atMs() + ms && other.untilMs() >= hit.atMs())
                        .toList());
    }

    Kind kind() {
        return hit.blow().kind();
    }

    /** For people. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %.1f s, last %s; ", hit, ms / MS_PER_SECOND, last)
                + (meanwhile.isEmpty()
                        ? "nothing else was struck meanwhile"
                        : "meanwhile " + meanwhile.stream().map(Hit::toString).collect(Collectors.joining(", ")));
    }
}
