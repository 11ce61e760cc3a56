package io.orchestrator.cli.chaos;

import io.orchestrator.cli.chaos.Checker.Evidence;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import java.util.List;

/**
 * Figures of what was left behind.
 *
 * @param terminal acknowledged jobs that have ended
 * @param refolded jobs whose plan is known
 * @param events of all jobs
 * @param runs of their steps
 */
record Counts(int terminal, int refolded, long events, Report.Runs runs) {

    static Counts of(Evidence evidence) {
        var commands = Checker.commands(evidence.jobs());
        var ledger = evidence.ledger();
        return new Counts(
                (int) evidence.acknowledged().stream()
                        .filter(jobId -> ended(evidence.jobs().getOrDefault(jobId, List.of())))
                        .count(),
                (int) evidence.jobs().values().stream()
                        .filter(events ->
                                Checker.plan(evidence.workload(), events).isPresent())
                        .count(),
                evidence.jobs().values().stream().mapToLong(List::size).sum(),
                new Report.Runs(
                        completed(evidence),
                        ledger.lines(),
                        ledger.runs().size(),
                        ledger.runs().keySet().stream()
                                .filter(key -> !commands.containsKey(key))
                                .count()));
    }

    private static boolean ended(List<JobEvent> events) {
        return events.stream().anyMatch(event -> event.fact().terminal());
    }

    private static long completed(Evidence evidence) {
        return evidence.jobs().values().stream()
                .flatMap(List::stream)
                .filter(event -> event.fact() instanceof JobFact.StepCompleted step
                        && !step.worker().isEmpty())
                .count();
    }
}
