package io.orchestrator.coordinator;

import io.orchestrator.config.Settings;
import io.orchestrator.coordinator.admission.AdmissionOptions;
import io.orchestrator.coordinator.admission.QueueLimit;
import io.orchestrator.coordinator.admission.QueueLimit.Rate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Reads the limits of queues: {@code admission.profile}, {@code admission.limit.<queue>}, {@code admission.rate.<queue>},
 * {@code admission.ageing.normal}, {@code admission.ageing.low}, {@code admission.check}.
 */
final class AdmissionSettings {

    private static final String LIMIT = "admission.limit.";
    private static final String RATE = "admission.rate.";
    private static final int MAX = 1_000_000;

    /** {@code 100/1m}, {@code 10/s}. */
    private static final Pattern RATE_TEXT = Pattern.compile("(\\d{1,7})\\s*/\\s*(\\d{0,7})\\s*(ms|s|m|h|d)");

    private AdmissionSettings() {}

    static AdmissionOptions read(Settings settings) {
        var d = AdmissionOptions.defaults();
        var others = others(settings);
        var queues = new HashMap<String, QueueLimit>();
        settings.under(LIMIT)
                .forEach((queue, text) ->
                        queues.put(queue, new QueueLimit(running(settings, LIMIT + queue, text), others.rate())));
        settings.under(RATE).forEach((queue, text) -> {
            var before = queues.getOrDefault(queue, others);
            queues.put(queue, new QueueLimit(before.running(), rate(settings, RATE + queue, text)));
        });
        var normal = settings.duration("admission.ageing.normal", d.normalAgeing());
        var low = settings.duration("admission.ageing.low", d.lowAgeing());
        if (low.compareTo(normal) < 0) {
            settings.problem(
                    "admission.ageing.low", "is shorter than admission.ageing.normal: low would overtake normal");
        }
        var check = settings.duration("admission.check", d.check());
        if (!check.isPositive()) {
            settings.problem("admission.check", "is not longer than nothing");
        }
        return new AdmissionOptions(queues, others, normal, max(normal, low), check.isPositive() ? check : d.check());
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static QueueLimit others(Settings settings) {
        var profile = settings.text("admission.profile", "open");
        return switch (profile) {
            case "open" -> QueueLimit.NONE;
            case "compatible" -> AdmissionOptions.COMPATIBLE;
            default -> {
                settings.problem("admission.profile", "'" + profile + "' is neither open nor compatible");
                yield QueueLimit.NONE;
            }
        };
    }

    /** {@code unlimited}, or how many. */
    private static OptionalInt running(Settings settings, String key, String text) {
        if (text.equals("unlimited")) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(settings.integer(key, 1, 1, MAX));
    }

    private static Optional<Rate> rate(Settings settings, String key, String text) {
        var matcher = RATE_TEXT.matcher(text.strip());
        if (matcher.matches() && Integer.parseInt(matcher.group(1)) > 0) {
            var amount = matcher.group(2).isEmpty() ? 1 : Integer.parseInt(matcher.group(2));
            var periodMs = amount * unitMs(matcher.group(3));
            if (periodMs > 0) {
                return Optional.of(new Rate(Integer.parseInt(matcher.group(1)), periodMs));
            }
        }
        settings.problem(key, "'" + text + "' is no rate: write starts and a time, for example 100/1m");
        return Optional.empty();
    }

    private static long unitMs(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }
}
