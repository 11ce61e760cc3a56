package io.orchestrator.cli.chaos;

import java.util.Locale;

/**
 * A blow that fell.
 *
 * @param blow what was planned
 * @param member the process, with the number of its start: {@code worker-2.3}
 * @param atMs on the run's stopwatch
 */
record Hit(Blow blow, String member, long atMs) {

    private static final double MS_PER_SECOND = 1000.0;

    /** When it was started again or went on, on the run's stopwatch. */
    long untilMs() {
        return atMs + blow.forMs();
    }

    /** For people; the time is since the load began. */
    @Override
    public String toString() {
        var what = switch (blow.action()) {
            case KILL -> "killed";
            case PAUSE -> "stopped";
        };
        return String.format(
                Locale.ROOT,
                "%s %s at %.1f s for %.1f s",
                member,
                what,
                blow.atMs() / MS_PER_SECOND,
                blow.forMs() / MS_PER_SECOND);
    }
}
