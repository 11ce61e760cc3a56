package io.orchestrator.engine;

import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Durations;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepPath;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/** Steps that only let time pass. */
final class Waits {

    /** The longest wait: about ten years. */
    private static final long MAX_MS = 10L * 366 * 24 * 3_600_000;

    private Waits() {}

    /** The step runs until that time; nothing is left to do where it is over. */
    static void begin(Turn turn, StepRules steps, StepPath path, int attempt, long untilMs) {
        turn.emit(new JobFact.StepOpened(turn.task(path, attempt), -1));
        if (untilMs <= turn.atMs()) {
            over(steps, path, untilMs);
        } else {
            turn.timer(JobTimer.Kind.WAIT, path, untilMs);
        }
    }

    static void over(StepRules steps, StepPath path, long untilMs) {
        steps.doneHere(path, Value.of(Map.of("until", Value.of(untilMs / 1000.0))), true);
    }

    /**
     * When the wait is over, epoch milliseconds.
     *
     * @throws LanguageException TYPE for what is no duration or timestamp, LIMIT for one that is too far away
     */
    static long untilMs(Turn turn, StepAction.Wait wait, Scope scope) {
        return untilMs(turn.atMs(), wait, scope);
    }

    /** When the wait of a step is over that runs: as when it began. */
    static long untilMs(Turn turn, StepAction.Wait wait, StepState state) {
        var scope = JobScope.ofStep(turn.plan(), turn.draft(), state.path(), state.attempt());
        return Math.max(turn.atMs(), untilMs(state.run().startedAtMs(), wait, scope));
    }

    private static long untilMs(long fromMs, StepAction.Wait wait, Scope scope) {
        var value = wait.time().renderTyped(scope);
        var until = switch (wait.kind()) {
            case FOR -> fromMs + forMs(value, "wait.for");
            case UNTIL -> instantMs(value);
        };
        if (until - fromMs > MAX_MS) {
            throw new LanguageException(Kind.LIMIT, 0, "wait ends in more than ten years");
        }
        return until;
    }

    /** A duration in milliseconds. */
    static long forMs(Value value, String what) {
        var millis = Durations.millis(value);
        if (millis.isEmpty()) {
            throw new LanguageException(Kind.TYPE, 0, what + " must be " + Durations.EXPECTED);
        }
        return Math.min(MAX_MS + 1, millis.getAsLong());
    }

    private static long instantMs(Value value) {
        if (value instanceof Value.Int seconds) {
            return Math.multiplyExact(Math.min(seconds.value(), Long.MAX_VALUE / 1000), 1000L);
        }
        if (value instanceof Value.Text text) {
            try {
                return instantMs(text.value().strip());
            } catch (DateTimeException e) {
                // Told below, with what is expected.
            }
        }
        throw new LanguageException(
                Kind.TYPE, 0, "wait.until must be a timestamp as 2026-11-21T12:00:00Z, or seconds since 1970");
    }

    /** A time without an offset is in UTC. */
    private static long instantMs(String text) {
        if (text.length() == "2026-11-21".length()) {
            return LocalDate.parse(text)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .toEpochMilli();
        }
        var iso = text.replace(' ', 'T');
        var offset = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
        return offset
                ? OffsetDateTime.parse(iso).toInstant().toEpochMilli()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
