package io.orchestrator.worker;

import io.orchestrator.config.Settings;
import io.orchestrator.worker.guard.GuardConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code guard.<tool>.*} and {@code guard.model-<provider>.*}. */
final class GuardSettings {

    private static final int MANY = 100_000;

    private static final Set<String> FIELDS = Set.of(
            "max-concurrent",
            "failure-rate",
            "window",
            "minimum-calls",
            "open-for",
            "rate-limit",
            "rate-period",
            "quick-retries",
            "quick-retry-wait");

    private GuardSettings() {}

    static Map<String, GuardConfig> read(Settings settings) {
        var names = new TreeSet<String>();
        for (var key : settings.under("guard.").keySet()) {
            var dot = key.lastIndexOf('.');
            if (dot <= 0 || !FIELDS.contains(key.substring(dot + 1))) {
                settings.problem("guard." + key, "is not guard.<name>.<one of " + new TreeSet<>(FIELDS) + ">");
            } else {
                names.add(key.substring(0, dot));
            }
        }
        var guards = new HashMap<String, GuardConfig>();
        names.forEach(name -> guards.put(name, guard(settings, "guard." + name + ".")));
        return guards;
    }

    private static GuardConfig guard(Settings settings, String prefix) {
        var d = GuardConfig.defaults();
        return new GuardConfig(
                settings.integer(prefix + "max-concurrent", d.maxConcurrent(), 1, MANY),
                settings.integer(prefix + "failure-rate", d.failureRatePercent(), 1, 100),
                settings.integer(prefix + "window", d.windowCalls(), 1, MANY),
                settings.integer(prefix + "minimum-calls", d.minimumCalls(), 1, MANY),
                settings.duration(prefix + "open-for", d.openFor()),
                settings.integer(prefix + "rate-limit", d.rateLimit(), 0, MANY),
                settings.duration(prefix + "rate-period", d.ratePeriod()),
                settings.integer(prefix + "quick-retries", d.quickRetries(), 0, GuardConfig.MAX_QUICK_RETRIES),
                settings.duration(prefix + "quick-retry-wait", d.quickRetryWait()));
    }
}
