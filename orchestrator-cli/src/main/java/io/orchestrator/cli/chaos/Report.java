package io.orchestrator.cli.chaos;

import io.orchestrator.cli.chaos.Blow.Action;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a run came to.
 *
 * @param config of the run
 * @param jobs how many
 * @param ledger what ran
 * @param hits blows that fell
 * @param withheld blows that did not
 * @param deaths processes that ended though nobody struck them
 * @param recoveries how long they took
 * @param stored what {@code orchestrator verify --all} said
 * @param violations what must never be
 */
public record Report(
        ChaosConfig config,
        Jobs jobs,
        Runs ledger,
        List<Hit> hits,
        int withheld,
        List<String> deaths,
        Recoveries recoveries,
        String stored,
        List<Violation> violations) {

    private static final double MS_PER_SECOND = 1000.0;

    /**
     * @param submitted acknowledged by the brokers
     * @param terminal that have ended, of those
     * @param repeated requests sent again because no acknowledgement came
     * @param leftOut not submitted because too many waited for their acknowledgement
     * @param refolded whose events were folded again
     * @param events of all jobs
     * @param loadMs how long jobs were submitted
     * @param settleMs how long it took afterwards until the last had ended
     */
    public record Jobs(
            int submitted,
            int terminal,
            int repeated,
            int leftOut,
            int refolded,
            long events,
            long loadMs,
            long settleMs) {

        double perSecond() {
            return terminal * MS_PER_SECOND / Math.max(1, loadMs + settleMs);
        }
    }

    /**
     * @param completed steps that workers completed
     * @param lines of the ledger
     * @param keys different ones: attempts that ran at least once
     * @param strange keys of no command that was committed: sent ahead of a transaction that was then aborted
     */
    public record Runs(long completed, long lines, long keys, long strange) {

        /** Attempts that ran more than once. */
        long again() {
            return lines - keys;
        }
    }

    public Report {
        hits = List.copyOf(hits);
        deaths = List.copyOf(deaths);
        violations = List.copyOf(violations);
    }

    /** Whether everything is as promised. */
    public boolean clean() {
        return violations.isEmpty() && jobs.submitted() == jobs.terminal();
    }

    private long count(Kind kind, Action action) {
        return hits.stream()
                .filter(hit -> hit.blow().kind() == kind && hit.blow().action() == action)
                .count();
    }

    /** For people. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        var size = config.size();
        lines.add(String.format(
                Locale.ROOT,
                "%d brokers, %d coordinators, %d workers, %d job partitions; seed %d, %d s of load",
                size.brokers(),
                size.coordinators(),
                size.workers(),
                size.partitions(),
                config.pace().seed(),
                jobs.loadMs() / 1000));
        lines.add(String.format(
                Locale.ROOT,
                "jobs: %d submitted, %d terminal, %.2f a second; %d requests sent again, %d left out; settled in %.1f s",
                jobs.submitted(),
                jobs.terminal(),
                jobs.perSecond(),
                jobs.repeated(),
                jobs.leftOut(),
                jobs.settleMs() / MS_PER_SECOND));
        lines.add(String.format(
                Locale.ROOT,
                "steps: %d completed by workers; ledger: %d attempts ran, %d of them again, %d for nothing",
                ledger.completed(),
                ledger.keys(),
                ledger.again(),
                ledger.strange()));
        for (Kind kind : Kind.STRUCK) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s: %d killed, %d stopped for a while; recovery p50 %s, max %s (of %d kills)",
                    kind.word(),
                    count(kind, Action.KILL),
                    count(kind, Action.PAUSE),
                    seconds(recoveries.median(kind)),
                    seconds(recoveries.longest(kind).map(Recovery::ms)),
                    recoveries.count(kind)));
            recoveries.longest(kind).ifPresent(longest -> lines.add("  longest: " + longest));
        }
        lines.add(String.format(
                Locale.ROOT, "%d blows withheld: the process was down, or one broker more was too many", withheld));
        Kind.STRUCK.forEach(kind -> lines.add("recovery of a " + kind.word() + ": " + Recoveries.definition(kind)));
        lines.add(String.format(Locale.ROOT, "%d processes ended by themselves and were started again", deaths.size()));
        deaths.forEach(death -> lines.add("  " + death));
        lines.add(String.format(
                Locale.ROOT,
                "checked: %d events of %d jobs, %d jobs folded again",
                jobs.events(),
                jobs.submitted(),
                jobs.refolded()));
        lines.add("stored, by verify --all: " + stored);
        lines.add(violations.size() + " violations");
        violations.forEach(violation -> lines.add("  " + violation));
        return List.copyOf(lines);
    }

    private static String seconds(Optional<Long> ms) {
        return ms.map(value -> String.format(Locale.ROOT, "%.1f s", value / MS_PER_SECOND))
                .orElse("-");
    }

    /** For programs. */
    public Value.Dict toValue() {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("clean", Value.of(clean()));
        fields.put("seed", Value.of(config.pace().seed()));
        fields.put(
                "processes",
                numbers(Map.of(
                        "brokers", (long) config.size().brokers(),
                        "coordinators", (long) config.size().coordinators(),
                        "workers", (long) config.size().workers(),
                        "job_partitions", (long) config.size().partitions())));
        fields.put("jobs", jobsValue());
        fields.put(
                "steps",
                numbers(Map.of(
                        "completed", ledger.completed(),
                        "ledger_attempts", ledger.keys(),
                        "ledger_again", ledger.again(),
                        "ledger_for_nothing", ledger.strange())));
        Kind.STRUCK.forEach(kind -> fields.put(kind.word(), struck(kind)));
        fields.put("withheld", Value.of(withheld));
        fields.put("deaths", Value.of(deaths.stream().map(Value::of).toList()));
        fields.put("stored", Value.of(stored));
        fields.put(
                "violations", Value.of(violations.stream().map(Report::toValue).toList()));
        return Value.of(fields);
    }

    private Value.Dict jobsValue() {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("submitted", Value.of(jobs.submitted()));
        fields.put("terminal", Value.of(jobs.terminal()));
        fields.put("per_second", Value.of(jobs.perSecond()));
        fields.put("requests_repeated", Value.of(jobs.repeated()));
        fields.put("left_out", Value.of(jobs.leftOut()));
        fields.put("refolded", Value.of(jobs.refolded()));
        fields.put("events", Value.of(jobs.events()));
        fields.put("load_seconds", Value.of(jobs.loadMs() / MS_PER_SECOND));
        fields.put("settle_seconds", Value.of(jobs.settleMs() / MS_PER_SECOND));
        return Value.of(fields);
    }

    private Value.Dict struck(Kind kind) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("kills", Value.of(count(kind, Action.KILL)));
        fields.put("pauses", Value.of(count(kind, Action.PAUSE)));
        recoveries.median(kind).ifPresent(ms -> fields.put("recovery_p50_ms", Value.of(ms)));
        recoveries.longest(kind).ifPresent(longest -> fields.put("recovery_max_ms", Value.of(longest.ms())));
        fields.put("recoveries", Value.of(recoveries.count(kind)));
        fields.put(
                "each_recovery",
                Value.of(recoveries.of(kind).stream().map(Report::toValue).toList()));
        fields.put("recovery_means", Value.of(Recoveries.definition(kind)));
        return Value.of(fields);
    }

    private static Value toValue(Recovery recovery) {
        var fields = new LinkedHashMap<String, Value>(hitFields(recovery.hit()));
        fields.put("recovery_ms", Value.of(recovery.ms()));
        fields.put("last", Value.of(recovery.last()));
        fields.put(
                "meanwhile",
                Value.of(recovery.meanwhile().stream()
                        .<Value>map(hit -> Value.of(hitFields(hit)))
                        .toList()));
        return Value.of(fields);
    }

    private static Map<String, Value> hitFields(Hit hit) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("process", Value.of(hit.member()));
        fields.put("action", Value.of(hit.blow().action().name().toLowerCase(Locale.ROOT)));
        fields.put("at_seconds", Value.of(hit.blow().atMs() / MS_PER_SECOND));
        fields.put("for_seconds", Value.of(hit.blow().forMs() / MS_PER_SECOND));
        return fields;
    }

    private static Value.Dict numbers(Map<String, Long> numbers) {
        var fields = new LinkedHashMap<String, Value>();
        numbers.forEach((name, number) -> fields.put(name, Value.of(number)));
        return Value.of(fields);
    }

    private static Value.Dict toValue(Violation violation) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("invariant", Value.of(violation.rule().invariant()));
        fields.put("rule", Value.of(violation.rule().words()));
        fields.put("job", Value.of(violation.jobId()));
        fields.put("what", Value.of(violation.what()));
        return Value.of(fields);
    }
}
