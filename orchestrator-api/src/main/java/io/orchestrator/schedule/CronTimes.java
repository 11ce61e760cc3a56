package io.orchestrator.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.OptionalLong;

/**
 * The instants of a cron expression in a time zone. Between two changes of the clocks the zone has one offset, and there the
 * expression's times are simply moved by it. What the clocks leave out when they go forward comes at the moment they do; what
 * they repeat when they go back comes the first time only, unless the expression has times in every hour.
 *
 * @param expression the times
 * @param zone where they are told
 */
record CronTimes(CronExpression expression, ZoneId zone) {

    /** More than the clocks change within the years that an expression is looked for. */
    private static final int MAX_CHANGES = 100;

    private static final long MS = 1_000;

    /** The first time after, epoch milliseconds; empty where none comes. */
    OptionalLong next(long afterMs) {
        var rules = zone.getRules();
        var from = Instant.ofEpochSecond(Math.floorDiv(afterMs, MS) + 1);
        for (int changes = 0; changes < MAX_CHANGES; changes++) {
            var offset = rules.getOffset(from);
            var found = expression.next(begin(rules, from));
            if (found.isEmpty()) {
                return OptionalLong.empty();
            }
            var instant = found.get().toInstant(offset);
            var change = rules.nextTransition(from);
            if (change == null || instant.isBefore(change.getInstant())) {
                return OptionalLong.of(instant.toEpochMilli());
            }
            if (change.isGap() && found.get().isBefore(change.getDateTimeAfter())) {
                return OptionalLong.of(change.getInstant().toEpochMilli());
            }
            from = change.getInstant();
        }
        return OptionalLong.empty();
    }

    /** The local time from which on times count: not what the clocks have shown before. */
    private LocalDateTime begin(ZoneRules rules, Instant from) {
        var local = LocalDateTime.ofInstant(from, rules.getOffset(from));
        ZoneOffsetTransition last = rules.previousTransition(from.plusNanos(1));
        var repeated = last != null && last.isOverlap() && local.isBefore(last.getDateTimeBefore());
        return repeated && !expression.everyHour() ? last.getDateTimeBefore() : local;
    }
}
