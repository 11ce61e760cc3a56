package io.orchestrator.cli.chaos;

import io.orchestrator.cli.chaos.Blow.Action;
import io.orchestrator.cli.chaos.Tail.Arrival;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How long it took until all that a killed process held moved on again. Further blows in the meantime count in.
 *
 * @param byKind milliseconds, one for each kill that took something from somebody, shortest first
 */
record Recoveries(Map<Kind, List<Long>> byKind) {

    /** A step of a job. */
    private record Step(String jobId, int epoch, String path) {}

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
        var byKind = new EnumMap<Kind, List<Long>>(Kind.class);
        Kind.STRUCK.forEach(kind -> byKind.put(kind, new ArrayList<>()));
        var probes = asked.stream()
                .filter(job -> job.probeOf().isPresent())
                .collect(Collectors.groupingBy(job -> job.probeOf().orElseThrow()));
        for (Hit hit : hits) {
            if (hit.blow().action() == Action.KILL) {
                var took = switch (hit.blow().kind()) {
                    case BROKER -> probed(hit, probes, arrivals, JobFact.StepCompleted.class::isInstance);
                    case COORDINATOR -> probed(hit, probes, arrivals, JobFact.JobAccepted.class::isInstance);
                    case WORKER -> taken(hit, arrivals);
                    case REGISTRY -> OptionalLong.empty();
                };
                took.ifPresent(ms -> byKind.computeIfAbsent(hit.blow().kind(), kind -> new ArrayList<>())
                        .add(ms));
            }
        }
        byKind.values().forEach(list -> list.sort(Long::compare));
        return new Recoveries(byKind);
    }

    /** Until the last of the probes has come so far; empty where one never did, which the checker tells. */
    private static OptionalLong probed(
            Hit hit, Map<Hit, List<Submitted>> probes, List<Arrival> arrivals, Predicate<JobFact> sign) {
        var waiting = new HashSet<String>();
        probes.getOrDefault(hit, List.of()).forEach(job -> waiting.add(job.jobId()));
        if (waiting.isEmpty()) {
            return OptionalLong.empty();
        }
        for (Arrival arrival : arrivals) {
            if (sign.test(arrival.event().fact())
                    && waiting.remove(arrival.event().jobId())
                    && waiting.isEmpty()) {
                return OptionalLong.of(arrival.atMs() - hit.atMs());
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong taken(Hit hit, List<Arrival> arrivals) {
        var held = new HashMap<Step, Boolean>();
        var last = OptionalLong.empty();
        for (Arrival arrival : arrivals) {
            var step = step(arrival.event());
            if (step == null) {
                continue;
            }
            if (arrival.event().fact() instanceof JobFact.StepStarted started
                    && started.worker().equals(hit.member())) {
                held.put(step, true);
            } else if (held.remove(step) != null && arrival.atMs() > hit.atMs()) {
                last = OptionalLong.of(arrival.atMs() - hit.atMs());
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

    /** The one in the middle; empty where there is none. */
    OptionalLong median(Kind kind) {
        var all = byKind.getOrDefault(kind, List.of());
        return all.isEmpty() ? OptionalLong.empty() : OptionalLong.of(all.get((all.size() - 1) / 2));
    }

    OptionalLong max(Kind kind) {
        var all = byKind.getOrDefault(kind, List.of());
        return all.isEmpty() ? OptionalLong.empty() : OptionalLong.of(all.getLast());
    }

    int count(Kind kind) {
        return byKind.getOrDefault(kind, List.of()).size();
    }
}
