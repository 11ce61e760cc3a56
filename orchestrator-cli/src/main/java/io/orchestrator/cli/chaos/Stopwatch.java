package io.orchestrator.cli.chaos;

/**
 * Milliseconds since a run began; never goes back.
 *
 * @param begunNanos when, by {@link System#nanoTime}
 */
record Stopwatch(long begunNanos) {

    private static final long NANOS_PER_MS = 1_000_000;

    static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    long ms() {
        return (System.nanoTime() - begunNanos) / NANOS_PER_MS;
    }
}
