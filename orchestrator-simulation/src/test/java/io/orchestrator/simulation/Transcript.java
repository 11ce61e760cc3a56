package io.orchestrator.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last things that happened. */
final class Transcript {

    private static final int MAX_LINES = Integer.getInteger("simulation.lines", 60);

    private final Deque<String> lines = new ArrayDeque<>();
    private long count;
    private long digest;

    void add(long atMs, String line) {
        count++;
        digest = digest * 31 + line.hashCode();
        lines.add(count + " +" + atMs + "ms " + line);
        if (lines.size() > MAX_LINES) {
            lines.removeFirst();
        }
    }

    /** Equal for equal runs. */
    long digest() {
        return digest * 31 + count;
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
