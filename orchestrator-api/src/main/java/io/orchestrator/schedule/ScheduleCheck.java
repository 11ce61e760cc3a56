package io.orchestrator.schedule;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.model.Rhythm;
import io.orchestrator.model.Schedule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is wrong with a schedule. */
public final class ScheduleCheck {

    /** The longest id, in characters: with a time behind it, it is the id of a job. */
    public static final int MAX_ID_LENGTH = 100;

    /** The shortest interval. */
    public static final Duration MIN_INTERVAL = Duration.ofSeconds(1);

    private static final Duration MAX_INTERVAL = Duration.ofDays(3_660);
    private static final int MAX_EXPRESSION_LENGTH = 1_000;
    private static final int MAX_LABELS = 63;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (MAX_ID_LENGTH - 1) + "}");
    private static final Pattern WORKFLOW = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*(@[A-Za-z0-9.+-]+)?");

    private ScheduleCheck() {}

    /** Whether a schedule may have this id. */
    public static boolean validId(String id) {
        return ID.matcher(id).matches();
    }

    /** Every problem, one line each. */
    public static List<String> problems(Schedule schedule) {
        var problems = new ArrayList<String>();
        if (!validId(schedule.id())) {
            problems.add("id '" + shortened(schedule.id()) + "': use 1 to " + MAX_ID_LENGTH
                    + " letters, digits, '.', '_' or '-', the first a letter or digit");
        }
        if (!WORKFLOW.matcher(schedule.job().workflow()).matches()) {
            problems.add("workflow '" + shortened(schedule.job().workflow())
                    + "': name a published one as id@version, or as id for its latest version");
        }
        if (schedule.job().labels().size() > MAX_LABELS) {
            problems.add("labels: there are more than " + MAX_LABELS);
        }
        problems.addAll(rhythm(schedule));
        if (schedule.startsAtMs().isPresent()
                && schedule.endsAtMs().isPresent()
                && schedule.startsAtMs().get() > schedule.endsAtMs().get()) {
            problems.add("end: it is before the start");
        }
        return problems;
    }

    private static List<String> rhythm(Schedule schedule) {
        return switch (schedule.rhythm()) {
            case Rhythm.Cron cron -> cron(cron);
            case Rhythm.Every every -> every(every);
        };
    }

    private static List<String> cron(Rhythm.Cron cron) {
        var problems = new ArrayList<String>();
        try {
            if (cron.expression().length() > MAX_EXPRESSION_LENGTH) {
                throw new IllegalArgumentException("it is longer than " + MAX_EXPRESSION_LENGTH + " characters");
            }
            var expression = CronExpression.parse(cron.expression());
            if (new CronTimes(expression, ZoneId.of("UTC")).next(0).isEmpty()) {
                problems.add("cron '" + cron.expression() + "': there is no such day in any year");
            }
        } catch (IllegalArgumentException e) {
            problems.add("cron '" + shortened(cron.expression()) + "': " + e.getMessage());
        }
        zone(cron.timeZone(), problems);
        return problems;
    }

    private static void zone(String name, List<String> problems) {
        try {
            ZoneId.of(name);
        } catch (DateTimeException e) {
            var near = Spelling.nearest(name, ZoneId.getAvailableZoneIds());
            problems.add("time_zone: there is no '" + shortened(name) + "'"
                    + near.map(zone -> "; did you mean '" + zone + "'?")
                            .orElse("; give a name like Europe/Berlin, or UTC"));
        }
    }

    private static List<String> every(Rhythm.Every every) {
        var valid = every.intervalMs() >= MIN_INTERVAL.toMillis() && every.intervalMs() <= MAX_INTERVAL.toMillis();
        return valid
                ? List.of()
                : List.of("every: " + every.intervalMs() + " ms is not between " + MIN_INTERVAL.toSeconds() + " s and "
                        + MAX_INTERVAL.toDays() + " days");
    }

    private static String shortened(String text) {
        return text.length() <= MAX_ID_LENGTH ? text : text.substring(0, MAX_ID_LENGTH) + "...";
    }
}
