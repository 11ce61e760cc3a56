package io.orchestrator.query;

import io.orchestrator.model.JobStatus;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The text form of queries, as the HTTP API and the command line take it: name to values. {@code status} (several, or with
 * commas), {@code workflow}, {@code label} and {@code variable} ({@code name=value}, several), {@code since} and
 * {@code until} (an instant, a date, or how long ago), {@code text}.
 */
public final class QueryParameters {

    /** The names. */
    public static final Set<String> NAMES = Set.of("status", "workflow", "label", "since", "until", "text", "variable");

    /** Labels and variables of one query. */
    static final int MAX_PAIRS = 16;

    private static final Pattern AGO = Pattern.compile("(\\d{1,9})(s|m|h|d)");

    private QueryParameters() {}

    /**
     * @param given those of {@link #NAMES} that are given; empty values count as not given
     * @param clock of times that are told as how long ago
     * @throws InvalidQueryException with the first that is wrong
     */
    public static JobQuery parse(Map<String, List<String>> given, InstantSource clock) {
        var sinceMs =
                one(given, "since").map(text -> time("since", text, clock)).orElse(0L);
        var untilMs =
                one(given, "until").map(text -> time("until", text, clock)).orElse(Long.MAX_VALUE);
        if (sinceMs >= untilMs) {
            throw new InvalidQueryException("until", "is not after 'since': no job can be found between them");
        }
        return new JobQuery(
                statuses(all(given, "status")),
                one(given, "workflow").orElse(""),
                pairs("label", all(given, "label")),
                sinceMs,
                untilMs,
                one(given, "text").map(TextQuery::parse).orElse(TextQuery.NONE),
                pairs("variable", all(given, "variable")));
    }

    private static List<String> all(Map<String, List<String>> given, String name) {
        return given.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isBlank())
                .toList();
    }

    private static Optional<String> one(Map<String, List<String>> given, String name) {
        var values = all(given, name);
        if (values.size() > 1) {
            throw new InvalidQueryException(name, "is given " + values.size() + " times: give it once");
        }
        return values.stream().findFirst();
    }

    private static Set<JobStatus> statuses(List<String> values) {
        var statuses = EnumSet.noneOf(JobStatus.class);
        for (String value : values) {
            for (String word : value.split(",", -1)) {
                statuses.add(status(word.strip()));
            }
        }
        return statuses;
    }

    private static JobStatus status(String word) {
        return Arrays.stream(JobStatus.values())
                .filter(status -> status.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new InvalidQueryException(
                        "status",
                        "has '" + word + "', which is none of "
                                + Arrays.stream(JobStatus.values())
                                        .map(JobStatus::word)
                                        .toList()));
    }

    private static Map<String, String> pairs(String parameter, List<String> values) {
        if (values.size() > MAX_PAIRS) {
            throw new InvalidQueryException(
                    parameter, "is given " + values.size() + " times: give it at most " + MAX_PAIRS + " times");
        }
        var pairs = new LinkedHashMap<String, String>();
        for (String value : values) {
            var equals = value.indexOf('=');
            if (equals < 1) {
                throw new InvalidQueryException(parameter, "is '" + value + "': give name=value");
            }
            var before = pairs.put(value.substring(0, equals), value.substring(equals + 1));
            if (before != null) {
                throw new InvalidQueryException(
                        parameter, "names '" + value.substring(0, equals) + "' twice: it has one value");
            }
        }
        return pairs;
    }

    private static long time(String parameter, String text, InstantSource clock) {
        var ago = AGO.matcher(text);
        if (ago.matches()) {
            return clock.instant().minus(duration(ago.group(1), ago.group(2))).toEpochMilli();
        }
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
                    : LocalDate.parse(text)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new InvalidQueryException(
                    parameter,
                    "is '" + text + "': give an instant (2026-11-21T17:30:00Z), a date in UTC (2026-11-21),"
                            + " or how long ago (90s, 15m, 2h, 7d)");
        }
    }

    private static Duration duration(String amount, String unit) {
        var number = Long.parseLong(amount);
        return switch (unit) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** The text form of a query. */
    public static Map<String, List<String>> of(JobQuery query) {
        var given = new LinkedHashMap<String, List<String>>();
        put(
                given,
                "status",
                query.statuses().stream().sorted().map(JobStatus::word).toList());
        put(given, "workflow", text(query.workflow()));
        put(given, "label", pairs(query.labels()));
        put(
                given,
                "since",
                query.sinceMs() <= 0
                        ? List.of()
                        : text(Instant.ofEpochMilli(query.sinceMs()).toString()));
        put(
                given,
                "until",
                query.untilMs() == Long.MAX_VALUE
                        ? List.of()
                        : text(Instant.ofEpochMilli(query.untilMs()).toString()));
        put(given, "text", text(query.text().source()));
        put(given, "variable", pairs(query.variables()));
        return given;
    }

    private static void put(Map<String, List<String>> given, String name, List<String> values) {
        if (!values.isEmpty()) {
            given.put(name, values);
        }
    }

    private static List<String> text(String value) {
        return value.isEmpty() ? List.of() : List.of(value);
    }

    private static List<String> pairs(Map<String, String> pairs) {
        var texts = new ArrayList<String>();
        pairs.forEach((name, value) -> texts.add(name + "=" + value));
        return texts.stream().sorted().toList();
    }
}
