package io.orchestrator.coordinator.state;

import io.orchestrator.avro.StoredSchedule;
import io.orchestrator.json.Json;
import io.orchestrator.model.MissedFires;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Rhythm;
import io.orchestrator.model.Schedule;
import io.orchestrator.model.ScheduleView;
import io.orchestrator.model.ScheduledJob;
import java.util.Optional;

/** A schedule, and how far it is, to and from its stored record. */
final class ScheduleStateMapping {

    private ScheduleStateMapping() {}

    static StoredSchedule toRecord(ScheduleView view) {
        var schedule = view.schedule();
        var job = schedule.job();
        var cron = schedule.rhythm() instanceof Rhythm.Cron given ? given : null;
        var every = schedule.rhythm() instanceof Rhythm.Every given ? given : null;
        return new StoredSchedule(
                schedule.id(),
                job.workflow(),
                Json.write(job.inputs()),
                job.priority().map(Priority::name).orElse(null),
                job.labels(),
                job.workspace(),
                cron == null ? null : cron.expression(),
                cron == null ? "" : cron.timeZone(),
                every == null ? 0L : every.intervalMs(),
                every == null ? 0L : every.anchorMs(),
                schedule.startsAtMs().orElse(null),
                schedule.endsAtMs().orElse(null),
                schedule.missed().name(),
                schedule.paused(),
                schedule.changedBy(),
                schedule.changedAtMs(),
                view.nextMs().orElse(null),
                view.lastMs().orElse(null),
                view.lastJob(),
                view.missedMs().orElse(null));
    }

    static ScheduleView fromRecord(StoredSchedule stored) {
        var job = new ScheduledJob(
                stored.getWorkflow(),
                Json.parseDict(stored.getInputs()),
                Optional.ofNullable(stored.getPriority()).map(Priority::valueOf),
                stored.getLabels(),
                stored.getWorkspace());
        var cron = stored.getCron();
        var schedule = new Schedule(
                stored.getId(),
                job,
                cron == null
                        ? new Rhythm.Every(stored.getIntervalMs(), stored.getAnchorMs())
                        : new Rhythm.Cron(cron, stored.getTimeZone()),
                Optional.ofNullable(stored.getStartsAtMs()),
                Optional.ofNullable(stored.getEndsAtMs()),
                MissedFires.valueOf(stored.getMissed()),
                stored.getPaused(),
                stored.getChangedBy(),
                stored.getChangedAtMs());
        return new ScheduleView(
                schedule,
                Optional.ofNullable(stored.getNextMs()),
                Optional.ofNullable(stored.getLastMs()),
                stored.getLastJob(),
                Optional.ofNullable(stored.getMissedMs()));
    }
}
