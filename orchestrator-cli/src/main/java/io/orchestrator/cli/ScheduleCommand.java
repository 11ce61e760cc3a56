package io.orchestrator.cli;

import io.orchestrator.client.ScheduleClient;
import io.orchestrator.json.Json;
import io.orchestrator.model.Rhythm;
import io.orchestrator.model.Schedule;
import io.orchestrator.model.ScheduleView;
import io.orchestrator.model.Value;
import io.orchestrator.schedule.ScheduleBody;
import io.orchestrator.schedule.ScheduleShape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "schedule", description = "Begins jobs at times.", mixinStandardHelpOptions = true)
final class ScheduleCommand {

    private static final Duration TAKES = Duration.ofSeconds(15);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final String NOTHING = "-";

    private final Context context;

    ScheduleCommand(Context context) {
        this.context = context;
    }

    @Command(name = "put", description = "Makes a schedule, or changes it.", mixinStandardHelpOptions = true)
    int put(
            @Mixin Where where,
            @Mixin ScheduleOptions options,
            @Parameters(paramLabel = "ID", description = "The schedule's id.") String id) {
        var read = ScheduleBody.read(id, options.body(), user(), Instant.now().toEpochMilli());
        if (!read.problems().isEmpty()) {
            throw CliException.invalid("the schedule is not valid:\n  " + String.join("\n  ", read.problems()));
        }
        try (var session = Session.join(context, where)) {
            requirePublished(session, read.schedule().job().workflow());
            return change(session.client().schedules(), read.schedule());
        }
    }

    private static void requirePublished(Session session, String workflow) {
        if (session.client().workflows().stream()
                .noneMatch(known -> known.key().equals(workflow) || known.id().equals(workflow))) {
            throw CliException.invalid(
                    "no workflow " + workflow + " is published; publish it with: orchestrator publish FILE");
        }
    }

    @Command(name = "list", description = "Lists the schedules.", mixinStandardHelpOptions = true)
    int list(@Mixin Where where, @Option(names = "--json", description = "Print a JSON array.") boolean json) {
        try (var session = Session.forReading(context, where)) {
            var all = session.client().schedules().all();
            if (json) {
                print(Value.of(all.stream().map(ScheduleShape::of).toList()));
            } else {
                table(all).lines().forEach(context.terminal().out()::println);
            }
            return Exit.SUCCESS;
        }
    }

    @Command(name = "show", description = "Prints a schedule, and how far it is.", mixinStandardHelpOptions = true)
    int show(@Mixin Where where, @Parameters(paramLabel = "ID", description = "The schedule's id.") String id) {
        try (var session = Session.forReading(context, where)) {
            print(ScheduleShape.of(known(session.client().schedules(), id)));
            return Exit.SUCCESS;
        }
    }

    @Command(
            name = "pause",
            description = "Begins no job until the schedule is resumed.",
            mixinStandardHelpOptions = true)
    int pause(@Mixin Where where, @Parameters(paramLabel = "ID", description = "The schedule's id.") String id) {
        try (var session = Session.join(context, where)) {
            var schedules = session.client().schedules();
            var known = known(schedules, id).schedule();
            return change(schedules, known.paused(user(), Instant.now().toEpochMilli()));
        }
    }

    @Command(
            name = "resume",
            description = "Begins jobs again, from the next time on.",
            mixinStandardHelpOptions = true)
    int resume(@Mixin Where where, @Parameters(paramLabel = "ID", description = "The schedule's id.") String id) {
        try (var session = Session.join(context, where)) {
            var schedules = session.client().schedules();
            var known = known(schedules, id).schedule();
            return change(schedules, known.resumed(user(), Instant.now().toEpochMilli()));
        }
    }

    @Command(
            name = "trigger",
            description = "Begins a job now, beside those of the schedule's times, and prints its id.",
            mixinStandardHelpOptions = true)
    int trigger(@Mixin Where where, @Parameters(paramLabel = "ID", description = "The schedule's id.") String id) {
        try (var session = Session.join(context, where)) {
            var schedules = session.client().schedules();
            context.terminal()
                    .out()
                    .println(schedules.trigger(known(schedules, id).schedule(), user()));
            return Exit.SUCCESS;
        }
    }

    @Command(
            name = "delete",
            description = "Begins no further job; those that have begun go on.",
            mixinStandardHelpOptions = true)
    int delete(@Mixin Where where, @Parameters(paramLabel = "ID", description = "The schedule's id.") String id) {
        try (var session = Session.join(context, where)) {
            var schedules = session.client().schedules();
            known(schedules, id);
            schedules.delete(id);
            await(schedules, id, Optional::isEmpty);
            context.terminal().out().println("schedule " + id + " is deleted");
            return Exit.SUCCESS;
        }
    }

    private static ScheduleView known(ScheduleClient schedules, String id) {
        return schedules
                .find(id)
                .orElseThrow(() -> CliException.invalid(
                        "there is no schedule " + id + "; list them with: orchestrator schedule list"));
    }

    private int change(ScheduleClient schedules, Schedule schedule) {
        schedules.put(schedule);
        var view = await(
                schedules,
                schedule.id(),
                now -> now.filter(known -> known.schedule().equals(schedule)).isPresent());
        context.terminal().out().println(view.map(ScheduleCommand::line).orElse("schedule " + schedule.id()));
        return Exit.SUCCESS;
    }

    /** What a coordinator makes of a change. */
    private static Optional<ScheduleView> await(
            ScheduleClient schedules, String id, Predicate<Optional<ScheduleView>> taken) {
        var deadline = System.nanoTime() + TAKES.toNanos();
        var now = schedules.find(id);
        while (!taken.test(now)) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw CliException.failure("the change of schedule " + id
                        + " is kept, but no coordinator has taken it: does one run? It is taken when one does");
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            now = schedules.find(id);
        }
        return now;
    }

    private static String line(ScheduleView view) {
        var next = view.nextMs().map(ms -> ", next job at " + time(ms)).orElse("");
        return "schedule " + view.schedule().id() + " is " + view.state() + next;
    }

    private static Table table(List<ScheduleView> all) {
        var table = new Table("SCHEDULE", "WORKFLOW", "WHEN", "STATE", "NEXT", "LAST JOB");
        for (var view : all) {
            table.row(
                    view.schedule().id(),
                    view.schedule().job().workflow(),
                    when(view.schedule().rhythm()),
                    view.state(),
                    view.nextMs().map(ScheduleCommand::time).orElse(NOTHING),
                    view.lastJob().isEmpty() ? NOTHING : view.lastJob());
        }
        return table;
    }

    private static String when(Rhythm rhythm) {
        return switch (rhythm) {
            case Rhythm.Cron cron -> cron.expression() + " (" + cron.timeZone() + ")";
            case Rhythm.Every every -> "every " + Duration.ofMillis(every.intervalMs());
        };
    }

    private static String time(long epochMs) {
        return Instant.ofEpochMilli(epochMs).toString();
    }

    private static String user() {
        return System.getProperty("user.name", "");
    }

    private void print(Value value) {
        context.terminal().out().println(Json.writePretty(value));
    }
}
