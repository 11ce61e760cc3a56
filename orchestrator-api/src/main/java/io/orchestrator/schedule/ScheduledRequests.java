package io.orchestrator.schedule;

import io.orchestrator.model.JobRequest;
import io.orchestrator.model.Schedule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The requests for the jobs of schedules. The same schedule and time make the same id, and so never two jobs. */
public final class ScheduledRequests {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MS = 1_000;
    private static final Pattern TIME = Pattern.compile(".*-(\\d{8}T\\d{6})(?:\\.(\\d{3}))?Z");

    private ScheduledRequests() {}

    /** {@code <schedule>-<time>}, the time in UTC as {@code 20261121T050000Z}, with three more digits where it needs them. */
    public static String jobId(String scheduleId, long atMs) {
        var part = Math.floorMod(atMs, MS);
        var fraction = part == 0 ? "" : String.format(Locale.ROOT, ".%03d", part);
        return scheduleId + "-" + SECONDS.format(Instant.ofEpochMilli(atMs)) + fraction + "Z";
    }

    /** The time in an id that {@link #jobId} made. */
    public static Optional<Instant> time(String jobId) {
        var matcher = TIME.matcher(jobId);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            var seconds = LocalDateTime.parse(matcher.group(1), SECONDS).toInstant(ZoneOffset.UTC);
            var millis = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
            return Optional.of(seconds.plusMillis(millis));
        } catch (DateTimeException e) {
            return Optional.empty(); // digits that only look like a time
        }
    }

    /**
     * The job of a time. That is its instant, too: its templates see it as {@code execution.timestamp}.
     *
     * @param atMs one of the schedule's times, epoch milliseconds
     */
    public static JobRequest at(Schedule schedule, long atMs) {
        return request(schedule, jobId(schedule.id(), atMs), "schedule:" + schedule.id(), atMs);
    }

    /** A job beside those of the schedule's times. */
    public static JobRequest now(Schedule schedule, String jobId, String by, long atMs) {
        return request(schedule, jobId, by, atMs);
    }

    private static JobRequest request(Schedule schedule, String jobId, String by, long atMs) {
        var job = schedule.job();
        var labels = new LinkedHashMap<>(job.labels());
        labels.put(Schedule.LABEL, schedule.id());
        return new JobRequest(
                jobId,
                Optional.of(job.workflow()),
                Optional.empty(),
                job.inputs(),
                job.priority(),
                labels,
                job.workspace(),
                by,
                atMs);
    }
}
