package io.orchestrator.engine;

import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.StepPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What the pipeline format's create_parallel_queue tells of its items: read, when it ends, from where their steps are
 * stored.
 */
final class QueueStatistics {

    private final Turn turn;
    private final StepPath path;

    /** When the items' steps ran, those that ran at all. */
    private final List<Span> spans = new ArrayList<>();

    private int skipped;

    private QueueStatistics(Turn turn, StepPath path) {
        this.turn = turn;
        this.path = path;
    }

    /**
     * From the start of an item's first step to the end of its last.
     *
     * @param from epoch milliseconds
     * @param to epoch milliseconds
     */
    private record Span(long from, long to) {}

    /** The beginning or the end of a span: at the same time, ends come first. */
    private record Change(long atMs, int by) {}

    /** Adds them to a result. */
    static void put(Turn turn, StepPath path, int maxParallel, Map<String, Value> result) {
        var statistics = new QueueStatistics(turn, path);
        statistics.read();
        var frames = turn.step(path).frames();
        var failed = frames.failed() + frames.unsuccessful();
        result.put("status", Value.of(failed == 0 ? "completed" : "failed"));
        result.put("total_items", Value.of(frames.total()));
        result.put("completed_items", Value.of(frames.opened() - failed - statistics.skipped));
        result.put("failed_items", Value.of(failed));
        result.put("skipped_items", Value.of(statistics.skipped));
        result.put("max_concurrent_reached", Value.of(Math.min(maxParallel, statistics.mostAtOnce())));
        result.put("queue_generation_time", Value.of(statistics.generationMs() / 1000.0));
        result.put("average_item_time", Value.of(statistics.averageMs() / 1000.0));
    }

    private void read() {
        var frames = turn.step(path).frames();
        for (int number = frames.first(); number < frames.next(); number++) {
            item(path.frame(number));
        }
    }

    private void item(FramePath frame) {
        var from = Long.MAX_VALUE;
        var to = 0L;
        var ran = false;
        for (int index : turn.plan().block(frame).steps()) {
            var state = turn.step(frame.step(index));
            ran |= state.status() != StepStatus.SKIPPED
                    && !turn.plan().step(index).asks();
            if (state.run().startedAtMs() > 0 && state.run().completedAtMs() > 0) {
                from = Math.min(from, state.run().startedAtMs());
                to = Math.max(to, state.run().completedAtMs());
            }
        }
        if (from <= to) {
            spans.add(new Span(from, to));
        }
        skipped += ran ? 0 : 1;
    }

    /** How many items were under way at the same time; one that took no time at all counts alone. */
    private int mostAtOnce() {
        var changes = new ArrayList<Change>();
        for (var span : spans) {
            changes.add(new Change(span.from(), 1));
            changes.add(new Change(Math.max(span.to(), span.from() + 1), -1));
        }
        changes.sort(Comparator.comparingLong(Change::atMs).thenComparingInt(Change::by));
        var now = 0;
        var most = 0;
        for (var change : changes) {
            now += change.by();
            most = Math.max(most, now);
        }
        return most;
    }

    /** How long a model was asked for the items; they are there at once where the author gives them. */
    private long generationMs() {
        var askers = turn.plan().step(path).id() + PlanStep.ASKS;
        var spent = 0L;
        for (int index : turn.plan().block(path.frame()).steps()) {
            if (turn.plan().step(index).id().startsWith(askers)) {
                var run = turn.step(path.sibling(index)).run();
                spent += run.startedAtMs() == 0 ? 0 : Math.max(0, run.completedAtMs() - run.startedAtMs());
            }
        }
        return spent;
    }

    private double averageMs() {
        return spans.stream()
                .mapToLong(span -> span.to() - span.from())
                .average()
                .orElse(0);
    }
}
