package io.orchestrator.worker.tool.http;

import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Conversions;
import io.orchestrator.worker.tool.Parameters;
import io.orchestrator.worker.tool.RefusedException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which statuses are welcome, and when to ask again. */
final class Statuses {

    /** A server that asks for more gets this. */
    static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

    private Statuses() {}

    /** The parameter's statuses; empty where every status below 400 will do. */
    static SortedSet<Integer> expected(Parameters parameters) throws RefusedException {
        SortedSet<Integer> statuses = new TreeSet<>();
        for (var item : parameters.list("expect_status").orElse(List.of())) {
            var status = Conversions.to("integer", item).filter(Value.Int.class::isInstance);
            if (status.isEmpty()) {
                throw parameters.invalid(
                        "the parameter 'expect_status' must be a list of integers, not " + Conversions.describe(item));
            }
            statuses.add((int) ((Value.Int) status.get()).value());
        }
        return statuses;
    }

    /** What {@code Retry-After} asks for, in seconds or as a date; 0 where it asks for nothing. */
    static long retryAfterMs(HttpResponse<?> response, Instant now) {
        return response.headers()
                .firstValue("Retry-After")
                .flatMap(text -> wait(text.strip(), now))
                .map(wait -> Math.clamp(wait.toMillis(), 0, MAX_RETRY_AFTER.toMillis()))
                .orElse(0L);
    }

    private static Optional<Duration> wait(String text, Instant now) {
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(now, date.toInstant()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
