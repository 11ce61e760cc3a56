package io.orchestrator.schedule;

import io.orchestrator.model.Rhythm;
import io.orchestrator.model.Schedule;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** The times of a schedule, epoch milliseconds; whether it is paused makes no difference. Immutable. */
public final class FireTimes {

    /** The first span looked through for the newest times; each further one is so many times as long. */
    private static final Duration FIRST_LOOK = Duration.ofMinutes(1);

    private static final int LONGER_LOOK = 8;

    private final LongFunction<OptionalLong> rhythm;
    private final long startMs;
    private final long endMs;

    private FireTimes(LongFunction<OptionalLong> rhythm, long startMs, long endMs) {
        this.rhythm = rhythm;
        this.startMs = startMs;
        this.endMs = endMs;
    }

    /** @throws IllegalArgumentException where {@link ScheduleCheck} finds its rhythm wrong */
    public static FireTimes of(Schedule schedule) {
        return new FireTimes(
                rhythm(schedule.rhythm()),
                schedule.startsAtMs().orElse(Long.MIN_VALUE + 1),
                schedule.endsAtMs().orElse(Long.MAX_VALUE));
    }

    static LongFunction<OptionalLong> rhythm(Rhythm rhythm) {
        return switch (rhythm) {
            case Rhythm.Cron cron -> {
                var times = new CronTimes(CronExpression.parse(cron.expression()), zone(cron.timeZone()));
                yield times::next;
            }
            case Rhythm.Every every -> afterMs -> OptionalLong.of(next(every, afterMs));
        };
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException("there is no time zone '" + name + "'", e);
        }
    }

    private static long next(Rhythm.Every every, long afterMs) {
        var passed = Math.floorDiv(afterMs - every.anchorMs(), every.intervalMs());
        return every.anchorMs() + (passed + 1) * every.intervalMs();
    }

    /** The first time after; empty where none comes. */
    public OptionalLong next(long afterMs) {
        var found = rhythm.apply(Math.max(afterMs, startMs - 1));
        return found.isPresent() && found.getAsLong() <= endMs ? found : OptionalLong.empty();
    }

    /**
     * The newest times of a span, the oldest of them first. What is older than is asked for is not looked through, however
     * long the span is.
     *
     * @param fromMs the first moment of the span
     * @param untilMs its last moment
     * @param limit how many at most
     */
    public List<Long> newest(long fromMs, long untilMs, int limit) {
        for (var look = FIRST_LOOK.toMillis(); ; look *= LONGER_LOOK) {
            var start = Math.max(fromMs, untilMs - look);
            var found = newestOf(start, untilMs, limit);
            if (found.size() == limit || start == fromMs) {
                return found;
            }
        }
    }

    private List<Long> newestOf(long fromMs, long untilMs, int limit) {
        var found = new ArrayDeque<Long>();
        var next = next(fromMs - 1);
        while (next.isPresent() && next.getAsLong() <= untilMs) {
            found.add(next.getAsLong());
            if (found.size() > limit) {
                found.removeFirst();
            }
            next = next(next.getAsLong());
        }
        return List.copyOf(found);
    }
}
