package io.orchestrator.schedule;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.config.Durations;
import io.orchestrator.model.MissedFires;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Rhythm;
import io.orchestrator.model.Schedule;
import io.orchestrator.model.ScheduledJob;
import io.orchestrator.model.Value;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads a schedule as its author writes it in JSON, and finds everything that is wrong with it at once. */
public final class ScheduleBody {

    private static final List<String> FIELDS = List.of(
            "workflow",
            "inputs",
            "priority",
            "labels",
            "workspace",
            "cron",
            "time_zone",
            "every",
            "anchor",
            "start",
            "end",
            "missed",
            "paused");

    private final Value.Dict body;
    private final List<String> problems = new ArrayList<>();

    private ScheduleBody(Value.Dict body) {
        this.body = body;
    }

    /**
     * What was read.
     *
     * @param schedule of use only where there are no problems
     * @param problems one line each
     */
    public record Read(Schedule schedule, List<String> problems) {
        public Read {
            problems = List.copyOf(problems);
        }
    }

    /**
     * @param id of the schedule
     * @param body what is written
     * @param by who changes it
     * @param atMs when, epoch milliseconds
     */
    public static Read read(String id, Value.Dict body, String by, long atMs) {
        return new ScheduleBody(body).read(id, by, atMs);
    }

    private Read read(String id, String by, long atMs) {
        unknown();
        var job = new ScheduledJob(
                text("workflow").orElse(""),
                body.get("inputs") instanceof Value.Dict dict ? dict : nothing("inputs", "an object", Value.EMPTY),
                text("priority").flatMap(word -> word("priority", word, Priority.values(), Priority::word)),
                labels(),
                text("workspace").orElse(""));
        var schedule = new Schedule(
                id,
                job,
                rhythm(),
                time("start"),
                time("end"),
                text("missed")
                        .flatMap(word -> word("missed", word, MissedFires.values(), MissedFires::word))
                        .orElse(MissedFires.ONCE),
                paused(),
                by,
                atMs);
        if (problems.isEmpty()) {
            problems.addAll(ScheduleCheck.problems(schedule));
        }
        return new Read(schedule, problems);
    }

    private Rhythm rhythm() {
        var cron = text("cron");
        var every = text("every");
        if (cron.isPresent() == every.isPresent()) {
            problems.add("set either cron or every");
        }
        if (cron.isPresent()) {
            refuse("anchor", "is for 'every'");
            return new Rhythm.Cron(cron.get(), text("time_zone").orElse("UTC"));
        }
        refuse("time_zone", "is for 'cron'");
        var interval = every.flatMap(this::duration).orElse(ScheduleCheck.MIN_INTERVAL);
        return new Rhythm.Every(interval.toMillis(), time("anchor").orElse(0L));
    }

    private Optional<Duration> duration(String text) {
        var parsed = Durations.parse(text);
        if (parsed.isEmpty()) {
            problems.add("every '" + text + "': write a whole number and s, m, h or d, for example 10m");
        }
        return parsed;
    }

    private void refuse(String field, String why) {
        if (given(field)) {
            problems.add(field + " " + why);
        }
    }

    private boolean given(String field) {
        var value = body.get(field);
        return value != null && value != Value.Null.NULL;
    }

    private Optional<String> text(String field) {
        if (body.get(field) instanceof Value.Text text) {
            return Optional.of(text.value());
        }
        return nothing(field, "a text", Optional.empty());
    }

    private <T> T nothing(String field, String wanted, T fallback) {
        if (given(field)) {
            problems.add(field + " is not " + wanted);
        }
        return fallback;
    }

    private boolean paused() {
        return body.get("paused") instanceof Value.Bool paused
                ? paused.value()
                : nothing("paused", "true or false", false);
    }

    private Optional<Long> time(String field) {
        return text(field).flatMap(text -> {
            try {
                return Optional.of(Instant.parse(text).toEpochMilli());
            } catch (DateTimeException | ArithmeticException e) {
                problems.add(field + " '" + text + "': write a time in UTC like 2026-11-21T05:00:00Z");
                return Optional.empty();
            }
        });
    }

    private <E> Optional<E> word(String field, String given, E[] values, Function<E, String> words) {
        var found = Arrays.stream(values)
                .filter(value -> words.apply(value).equals(given.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (found.isEmpty()) {
            problems.add(field + " '" + given + "' is none of "
                    + String.join(", ", Arrays.stream(values).map(words).toList()));
        }
        return found;
    }

    private Map<String, String> labels() {
        var labels = new LinkedHashMap<String, String>();
        if (!(body.get("labels") instanceof Value.Dict dict)) {
            return nothing("labels", "an object of texts", labels);
        }
        dict.entries().forEach((name, label) -> {
            if (label instanceof Value.Text text) {
                labels.put(name, text.value());
            } else {
                problems.add("labels." + name + " is not a text");
            }
        });
        return labels;
    }

    private void unknown() {
        for (String name : body.entries().keySet()) {
            if (!FIELDS.contains(name)) {
                var hint = Spelling.nearest(name, FIELDS).map(near -> "; did you mean '" + near + "'?");
                problems.add("there is no field '" + name + "'" + hint.orElse("; known are " + FIELDS));
            }
        }
    }
}
