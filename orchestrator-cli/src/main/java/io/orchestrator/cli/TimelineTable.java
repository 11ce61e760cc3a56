package io.orchestrator.cli;

import io.orchestrator.model.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A timeline for people: a row a run of a step, begun so long after the job. */
final class TimelineTable {

    private static final int MAX_ERROR_CHARS = 60;
    private static final String NOTHING = "-";

    private TimelineTable() {}

    /** @param timeline as the API and the client tell it */
    static Table of(Value.Dict timeline) {
        var table = new Table("STEP", "EPOCH", "STATUS", "ATTEMPTS", "BEGAN", "WAITED", "RAN", "WORKER", "ERROR");
        var zero = timeline.get("started_at");
        if (timeline.get("steps") instanceof Value.Array steps) {
            for (Value step : steps.items()) {
                if (step instanceof Value.Dict run) {
                    row(table, zero, run);
                }
            }
        }
        return table;
    }

    private static void row(Table table, @Nullable Value zero, Value.Dict run) {
        var attempts = run.get("attempts") instanceof Value.Array array ? array : Value.of(List.of());
        var last = attempts.items().isEmpty()
                ? Value.EMPTY
                : (Value.Dict) attempts.items().getLast();
        var began = run.get("scheduled_at") instanceof Value.Text ? run.get("scheduled_at") : run.get("started_at");
        table.row(
                text(run.get("step")),
                text(run.get("epoch")),
                text(run.get("status")),
                String.valueOf(attempts.items().size()),
                since(zero, began),
                seconds(run.get("waited")),
                seconds(run.get("ran")),
                text(last.get("worker")),
                shortened(text(run.get("error"))));
    }

    private static String since(@Nullable Value zero, @Nullable Value time) {
        if (zero instanceof Value.Text from && time instanceof Value.Text to) {
            var passed = Duration.between(Instant.parse(from.value()), Instant.parse(to.value()));
            return String.format(Locale.ROOT, "+%.3f s", Math.max(0, passed.toMillis()) / 1000.0);
        }
        return NOTHING;
    }

    private static String seconds(@Nullable Value value) {
        return value instanceof Value.Real real ? String.format(Locale.ROOT, "%.3f s", real.value()) : NOTHING;
    }

    private static String text(@Nullable Value value) {
        if (value instanceof Value.Text text) {
            return text.value();
        }
        return value instanceof Value.Int number ? String.valueOf(number.value()) : NOTHING;
    }

    private static String shortened(String error) {
        var line = error.replaceAll("\\s*\\R\\s*", " ");
        return line.length() <= MAX_ERROR_CHARS ? line : line.substring(0, MAX_ERROR_CHARS) + " ...";
    }
}
