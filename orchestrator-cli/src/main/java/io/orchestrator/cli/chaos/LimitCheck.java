package io.orchestrator.cli.chaos;

import io.orchestrator.cli.chaos.Violation.Rule;
import io.orchestrator.model.AdmissionFact;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobLane;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many jobs held a place in a lane at the same time: from where they were let through to where they ended, by the
 * times of the events, which are the brokers'.
 */
final class LimitCheck {

    private static final String PREFIX = "admission.limit.";

    private final Map<String, Integer> limits;
    private final Map<String, List<Change>> lanes = new TreeMap<>();

    /**
     * A place is taken or left.
     *
     * @param by 1 or -1
     */
    private record Change(String jobId, long atMs, int by) {}

    private LimitCheck(Map<String, Integer> queues) {
        limits = new HashMap<>(queues);
    }

    /** Limits by lane, out of the coordinators' settings. */
    static Map<String, Integer> limits(Map<String, String> settings) {
        return settings.entrySet().stream()
                .filter(entry ->
                        entry.getKey().startsWith(PREFIX) && entry.getValue().matches("\\d{1,9}"))
                .collect(Collectors.toMap(
                        entry -> JobLane.ofQueue(entry.getKey().substring(PREFIX.length()))
                                .name(),
                        entry -> Integer.parseInt(entry.getValue())));
    }

    /**
     * Every lane that held too many.
     *
     * @param jobs events by job, each job's in the order of the log
     * @param queues limits by lane, for those whose requests do not say it
     */
    static List<Violation> of(Map<String, List<JobEvent>> jobs, Map<String, Integer> queues) {
        var check = new LimitCheck(queues);
        jobs.forEach(check::job);
        return check.violations();
    }

    private void job(String jobId, List<JobEvent> events) {
        var held = new ArrayList<String>();
        var waits = false;
        for (JobEvent event : events) {
            if (event.fact() instanceof AdmissionFact.Queued queued) {
                waits = true;
                queued.lanes().stream()
                        .filter(lane -> lane.limit() > 0)
                        .forEach(lane -> limits.put(lane.name(), lane.limit()));
            } else if (event.fact() instanceof AdmissionFact.Admitted admitted) {
                waits = admitted.left() > 0;
                held.add(admitted.lane());
                change(admitted.lane(), new Change(jobId, event.atMs(), 1));
            } else if (event.fact().terminal() || (waits && leavesUnlessRunning(event.fact()))) {
                held.forEach(lane -> change(lane, new Change(jobId, event.atMs(), -1)));
                held.clear();
            }
        }
    }

    /** Whether a job that was not let through by all its lanes leaves those that have. */
    private static boolean leavesUnlessRunning(JobFact fact) {
        return fact instanceof ControlFact.Paused
                || fact instanceof ControlFact.Restored
                || fact instanceof ControlFact.RerunBegan;
    }

    private void change(String lane, Change change) {
        lanes.computeIfAbsent(lane, name -> new ArrayList<>()).add(change);
    }

    private List<Violation> violations() {
        var found = new ArrayList<Violation>();
        lanes.forEach((lane, changes) -> {
            var limit = limits.getOrDefault(lane, Integer.MAX_VALUE);
            var holding = 0;
            changes.sort(Comparator.comparingLong(Change::atMs).thenComparingInt(Change::by));
            for (Change change : changes) {
                holding += change.by();
                if (holding > limit) {
                    found.add(new Violation(
                            Rule.LIMIT,
                            change.jobId(),
                            "was let through " + lane + " as number " + holding + " of at most " + limit));
                }
            }
        });
        return found;
    }
}
