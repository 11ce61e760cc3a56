package io.orchestrator.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Times of a calendar without a time zone: five fields (minute, hour, day of month, month, day of week) or six, the first the
 * second. As in crontab(5) a day fits where either the day of the month or the day of the week does, if both are restricted.
 * {@code ?} is {@code *} for days, {@code L} the last day of the month. Immutable.
 */
final class CronExpression {

    /** A day that does not come within these years never comes: February 29 is at most eight years away. */
    static final int MAX_YEARS = 9;

    private static final int FIELDS = 5;
    private static final int DAYS_OF_WEEK = 7;
    private static final String LAST_DAY = "L";
    private static final Map<String, String> NAMED = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    private final BitSet seconds;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final boolean lastDay;
    private final BitSet months;
    private final BitSet weekdays;
    /** Whether a day fits by its number, by its weekday, or must fit by both because at most one is restricted. */
    private final boolean eitherDay;

    private CronExpression(String[] fields) {
        seconds = CronField.SECOND.parse(fields[0]);
        minutes = CronField.MINUTE.parse(fields[1]);
        hours = CronField.HOUR.parse(fields[2]);
        lastDay = fields[3].toUpperCase(Locale.ROOT).equals(LAST_DAY);
        days = lastDay ? new BitSet() : CronField.DAY.parse(anyDay(fields[3]));
        months = CronField.MONTH.parse(fields[4]);
        weekdays = CronField.WEEKDAY.parse(anyDay(fields[5]));
        if (weekdays.get(DAYS_OF_WEEK)) {
            weekdays.set(0);
        }
        eitherDay = !fields[3].startsWith("*")
                && !fields[3].equals("?")
                && !fields[5].startsWith("*")
                && !fields[5].equals("?");
    }

    /** @throws IllegalArgumentException where it has another form; the message is for its author */
    static CronExpression parse(String text) {
        var written = text.strip();
        var meant = written.startsWith("@") ? named(written) : written;
        var fields = List.of(meant.split("\\s+", -1));
        if (fields.size() != FIELDS && fields.size() != FIELDS + 1) {
            throw new IllegalArgumentException("it has " + fields.size() + (fields.size() == 1 ? " field" : " fields")
                    + ": write five (minute hour day month weekday) or six, the first the second");
        }
        var six = fields.size() == FIELDS
                ? ("0 " + String.join(" ", fields)).split(" ", -1)
                : fields.toArray(String[]::new);
        return new CronExpression(six);
    }

    private static String named(String word) {
        var meant = NAMED.get(word.toLowerCase(Locale.ROOT));
        if (meant == null) {
            throw new IllegalArgumentException("there is no '" + word + "'; known are "
                    + String.join(", ", NAMED.keySet().stream().sorted().toList()));
        }
        return meant;
    }

    private static String anyDay(String field) {
        return field.equals("?") ? "*" : field;
    }

    /** Whether it has times in every hour of the days that it has. */
    boolean everyHour() {
        return hours.cardinality() == CronField.HOUR.max() + 1;
    }

    /** The first time that is not before; empty where none comes within {@link #MAX_YEARS}. */
    Optional<LocalDateTime> next(LocalDateTime from) {
        var date = from.toLocalDate();
        var time = from.toLocalTime();
        var limit = date.plusYears(MAX_YEARS);
        while (!date.isAfter(limit)) {
            if (!months.get(date.getMonthValue())) {
                date = date.withDayOfMonth(1).plusMonths(1);
            } else {
                var found = fits(date) ? next(time) : Optional.<LocalTime>empty();
                if (found.isPresent()) {
                    return Optional.of(date.atTime(found.get()));
                }
                date = date.plusDays(1);
            }
            time = LocalTime.MIN;
        }
        return Optional.empty();
    }

    private boolean fits(LocalDate date) {
        var byNumber = lastDay ? date.getDayOfMonth() == date.lengthOfMonth() : days.get(date.getDayOfMonth());
        var byWeekday = weekdays.get(date.getDayOfWeek().getValue() % DAYS_OF_WEEK);
        return eitherDay ? byNumber || byWeekday : byNumber && byWeekday;
    }

    private Optional<LocalTime> next(LocalTime from) {
        for (int hour = hours.nextSetBit(from.getHour()); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            var sameHour = hour == from.getHour();
            for (int minute = minutes.nextSetBit(sameHour ? from.getMinute() : 0);
                    minute >= 0;
                    minute = minutes.nextSetBit(minute + 1)) {
                var sameMinute = sameHour && minute == from.getMinute();
                var second = seconds.nextSetBit(sameMinute ? from.getSecond() : 0);
                if (second >= 0) {
                    return Optional.of(LocalTime.of(hour, minute, second));
                }
            }
        }
        return Optional.empty();
    }
}
