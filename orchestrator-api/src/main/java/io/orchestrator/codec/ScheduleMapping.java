package io.orchestrator.codec;

import io.orchestrator.json.Json;
import io.orchestrator.model.MissedFires;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Rhythm;
import io.orchestrator.model.Schedule;
import io.orchestrator.model.ScheduleView;
import io.orchestrator.model.ScheduledJob;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Schedules, and how far they are. */
final class ScheduleMapping {

    private ScheduleMapping() {}

    static io.orchestrator.avro.Schedule toRecord(Schedule schedule) {
        var job = schedule.job();
        var cron = schedule.rhythm() instanceof Rhythm.Cron given ? given : null;
        var every = schedule.rhythm() instanceof Rhythm.Every given ? given : null;
        return new io.orchestrator.avro.Schedule(
                schedule.id(),
                job.workflow(),
                Json.write(job.inputs()),
                job.priority().map(Priority::word).orElse(null),
                job.labels(),
                job.workspace(),
                cron == null ? null : cron.expression(),
                cron == null ? "UTC" : cron.timeZone(),
                every == null ? null : every.intervalMs(),
                every == null ? 0 : every.anchorMs(),
                instant(schedule.startsAtMs()),
                instant(schedule.endsAtMs()),
                schedule.missed().word(),
                schedule.paused(),
                schedule.changedBy(),
                Fields.instant(schedule.changedAtMs()));
    }

    static Schedule fromRecord(io.orchestrator.avro.Schedule record) {
        var job = new ScheduledJob(
                record.getWorkflow(),
                Fields.dict("inputs", record.getInputs()),
                Optional.ofNullable(record.getPriority()).map(Fields::priority),
                record.getLabels(),
                record.getWorkspace());
        return new Schedule(
                record.getId(),
                job,
                rhythm(record),
                millis(record.getStartsAt()),
                millis(record.getEndsAt()),
                missed(record.getMissed()),
                record.getPaused(),
                record.getChangedBy(),
                record.getChangedAt().toEpochMilli());
    }

    private static Rhythm rhythm(io.orchestrator.avro.Schedule record) {
        var cron = record.getCron();
        var interval = record.getIntervalMs();
        if ((cron == null) == (interval == null)) {
            throw new IllegalArgumentException("set either field 'cron' or field 'intervalMs'");
        }
        return cron == null
                ? new Rhythm.Every(Fields.required("intervalMs", interval), record.getAnchorMs())
                : new Rhythm.Cron(cron, record.getTimeZone());
    }

    private static MissedFires missed(String word) {
        return switch (word) {
            case "skip" -> MissedFires.SKIP;
            case "once" -> MissedFires.ONCE;
            case "all" -> MissedFires.ALL;
            default -> throw Fields.unknown("missed", word, null);
        };
    }

    static io.orchestrator.avro.ScheduleView toRecord(ScheduleView view) {
        return new io.orchestrator.avro.ScheduleView(
                toRecord(view.schedule()),
                instant(view.nextMs()),
                instant(view.lastMs()),
                view.lastJob(),
                instant(view.missedMs()));
    }

    static ScheduleView fromRecord(io.orchestrator.avro.ScheduleView record) {
        return new ScheduleView(
                fromRecord(record.getSchedule()),
                millis(record.getNextAt()),
                millis(record.getLastAt()),
                record.getLastJob(),
                millis(record.getMissedAt()));
    }

    private static @Nullable Instant instant(Optional<Long> epochMs) {
        return epochMs.map(Fields::instant).orElse(null);
    }

    private static Optional<Long> millis(@Nullable Instant instant) {
        return Optional.ofNullable(instant).map(Instant::toEpochMilli);
    }
}
