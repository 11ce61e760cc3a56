package io.orchestrator.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Which versions of its leaves a job sees. A leaf is overwritten within a generation; a checkpoint begins the next one, so
 * that what was before stays as it was. Going back to a checkpoint hides the generations since.
 *
 * @param generation that is written now; 0 until the first checkpoint
 * @param hidden generations that are not seen, oldest first, without overlap
 * @param header the generation in which the header was written last
 * @param checkpoints the number of the last checkpoint; 0 before the first
 * @param markedSequence the job's last event before the last checkpoint
 * @param markedAtMs when the last checkpoint was made, epoch milliseconds; 0 before the first
 */
public record Versions(
        int generation, List<Span> hidden, int header, int checkpoints, long markedSequence, long markedAtMs) {

    /** Before the first checkpoint. */
    public static final Versions FIRST = new Versions(0, List.of(), 0, 0, 0, 0);

    /**
     * @param from the first
     * @param to the last
     */
    public record Span(int from, int to) {}

    public Versions {
        hidden = List.copyOf(hidden);
    }

    /** Whether leaves of that generation are seen. */
    public boolean sees(int written) {
        if (written > generation) {
            return false;
        }
        for (Span span : hidden) {
            if (span.from() <= written && written <= span.to()) {
                return false;
            }
        }
        return true;
    }

    Versions checkpointed(int number, long sequence, long atMs) {
        return new Versions(generation + 1, hidden, header, number, sequence, atMs);
    }

    /** What these see, from now on, where {@code now} is what the job saw until now. */
    Versions restored(Versions now) {
        var spans = new ArrayList<>(hidden);
        spans.add(new Span(generation + 1, now.generation));
        return new Versions(now.generation + 1, spans, header, now.checkpoints, now.markedSequence, now.markedAtMs);
    }

    Versions headerWritten() {
        return new Versions(generation, hidden, generation, checkpoints, markedSequence, markedAtMs);
    }
}
