package io.orchestrator.schedule;

import io.orchestrator.model.Priority;
import io.orchestrator.model.Rhythm;
import io.orchestrator.model.Schedule;
import io.orchestrator.model.ScheduleView;
import io.orchestrator.model.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The JSON form of schedules, for the HTTP API and the command line; {@link ScheduleBody} reads it. */
public final class ScheduleShape {

    private static final long MS = 1_000;

    private ScheduleShape() {}

    /** A schedule, and how far it is. */
    public static Value.Dict of(ScheduleView view) {
        var fields = new LinkedHashMap<>(of(view.schedule()).entries());
        fields.put("state", Value.of(view.state()));
        fields.put("next_at", time(view.nextMs()));
        fields.put("last_at", time(view.lastMs()));
        fields.put("last_job", Value.ofNullable(view.lastJob().isEmpty() ? null : view.lastJob()));
        fields.put("missed_at", time(view.missedMs()));
        return Value.of(fields);
    }

    static Value.Dict of(Schedule schedule) {
        var job = schedule.job();
        var fields = new LinkedHashMap<String, Value>();
        fields.put("id", Value.of(schedule.id()));
        fields.put("workflow", Value.of(job.workflow()));
        fields.put("inputs", job.inputs());
        fields.put(
                "priority", Value.ofNullable(job.priority().map(Priority::word).orElse(null)));
        fields.put("labels", labels(job.labels()));
        fields.put("workspace", Value.of(job.workspace()));
        switch (schedule.rhythm()) {
            case Rhythm.Cron cron -> {
                fields.put("cron", Value.of(cron.expression()));
                fields.put("time_zone", Value.of(cron.timeZone()));
            }
            case Rhythm.Every every -> {
                fields.put("every", Value.of(duration(every.intervalMs())));
                fields.put("anchor", time(Optional.of(every.anchorMs())));
            }
        }
        fields.put("start", time(schedule.startsAtMs()));
        fields.put("end", time(schedule.endsAtMs()));
        fields.put("missed", Value.of(schedule.missed().word()));
        fields.put("paused", Value.of(schedule.paused()));
        fields.put("changed_by", Value.of(schedule.changedBy()));
        fields.put("changed_at", time(Optional.of(schedule.changedAtMs())));
        return Value.of(fields);
    }

    private static String duration(long ms) {
        return ms % MS == 0 ? ms / MS + "s" : ms + "ms";
    }

    private static Value labels(Map<String, String> labels) {
        var fields = new LinkedHashMap<String, Value>();
        labels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(label -> fields.put(label.getKey(), Value.of(label.getValue())));
        return Value.of(fields);
    }

    private static Value time(Optional<Long> epochMs) {
        return Value.ofNullable(
                epochMs.map(ms -> Instant.ofEpochMilli(ms).toString()).orElse(null));
    }
}
