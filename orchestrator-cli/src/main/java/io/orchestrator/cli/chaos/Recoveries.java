package io.orchestrator.cli.chaos;

import io.orchestrator.cli.chaos.Blow.Action;
import io.orchestrator.cli.chaos.Tail.Arrival;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How long it took until all that a killed process held moved on again. Further blows in the meantime count in.
 *
 * @param all one for each kill that took something from somebody, shortest first
 */
record Recoveries(List<Recovery> all) {

    Recoveries {
        all = all.stream().sorted(Comparator.comparingLong(Recovery::ms)).toList();
    }

    /** A step of a job. */
    private record Step(String jobId, int epoch, String path) {}

    /** The last that moved on. */
    private record End(long atMs, String what) {}

    /** What the figures mean, for people; by kind. */
    static String definition(Kind kind) {
        return switch (kind) {
            case BROKER ->
                "from the kill until, in every job partition, a job submitted after it has its first step completed";
            case REGISTRY -> "";
            case COORDINATOR -> "from the kill until, in every job partition, a job submitted after it is accepted";
            case WORKER ->
                "from the kill until every step that it had started and not ended has ended or runs elsewhere;"
                        + " kills of workers that held none do not count";
        };
    }

    static Recoveries of(List<Hit> hits, Collection<Submitted> asked, List<Arrival> arrivals) {
        var probes = asked.stream()
                .filter(job -> job.probeOf().isPresent())
                .collect(Collectors.groupingBy(job -> job.probeOf().orElseThrow()));
        var all = new ArrayList<Recovery>();
        for (Hit hit : hits) {
            if (hit.blow().action() == Action.KILL) {
                var end = switch (hit.blow().kind()) {
                    case BROKER -> probed(hit, probes, arrivals, JobFact.StepCompleted.class::isInstance);
                    case COORDINATOR -> probed(hit, probes, arrivals, JobFact.JobAccepted.class::isInstance);
                    case WORKER -> taken(hit, arrivals);
                    case REGISTRY -> Optional.<End>empty();
                };
                end.ifPresent(last -> all.add(Recovery.of(hit, last.atMs() - hit.atMs(), last.what(), hits)));
            }
        }
        return new Recoveries(all);
    }

    /** Until the last of the probes has come so far; empty where one never did, which the checker tells. */
    private static Optional<End> probed(
            Hit hit, Map<Hit, List<Submitted>> probes, List<Arrival> arrivals, Predicate<JobFact> sign) {
        var waiting = new HashMap<String, Submitted>();
        probes.getOrDefault(hit, List.of()).forEach(job -> waiting.put(job.jobId(), job));
        for (Arrival arrival : arrivals) {
            if (sign.test(arrival.event().fact())) {
                var job = waiting.remove(arrival.event().jobId());
                if (job != null && waiting.isEmpty()) {
                    return Optional.of(new End(arrival.atMs(), "job partition " + job.partition()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<End> taken(Hit hit, List<Arrival> arrivals) {
        var held = new HashSet<Step>();
        var last = Optional.<End>empty();
        for (Arrival arrival : arrivals) {
            var step = step(arrival.event());
            if (step == null) {
                continue;
            }
            if (arrival.event().fact() instanceof JobFact.StepStarted started
                    && started.worker().equals(hit.member())) {
                held.add(step);
            } else if (held.remove(step) && arrival.atMs() > hit.atMs()) {
                last = Optional.of(new End(arrival.atMs(), "step " + step.path() + " of " + step.jobId()));
            }
        }
        return last;
    }

    /** The step that somebody began, ended or gave up; null for all other events. */
    private static @Nullable Step step(JobEvent event) {
        var path = switch (event.fact()) {
            case JobFact.StepStarted fact -> fact.task().step();
            case JobFact.StepCompleted fact -> fact.task().step();
            case JobFact.StepFailed fact -> fact.task().step();
            case JobFact.StepRetryScheduled fact -> fact.task().step();
            case JobFact.StepScheduled fact -> fact.task().step();
            case JobFact.StepCancelled fact -> fact.step();
            case JobFact other -> null;
        };
        return path == null ? null : new Step(event.jobId(), event.epoch(), path);
    }

    List<Recovery> of(Kind kind) {
        return all.stream().filter(recovery -> recovery.kind() == kind).toList();
    }

    /** The one in the middle; empty where there is none. */
    Optional<Long> median(Kind kind) {
        var ofKind = of(kind);
        return ofKind.isEmpty()
                ? Optional.empty()
                : Optional.of(ofKind.get((ofKind.size() - 1) / 2).ms());
    }

    Optional<Recovery> longest(Kind kind) {
        var ofKind = of(kind);
        return ofKind.isEmpty() ? Optional.empty() : Optional.of(ofKind.getLast());
    }

    int count(Kind kind) {
        return of(kind).size();
    }
}
