package io.orchestrator.cli.chaos;

import io.orchestrator.cli.chaos.Tail.Arrival;
import io.orchestrator.cli.chaos.Violation.Rule;
import io.orchestrator.cli.chaos.Workload.Outcome;
import io.orchestrator.model.DeadLetter;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobView;
import io.orchestrator.model.TaskRef;
import io.orchestrator.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All that was left behind, by all rules. */
final class Checker {

    /**
     * What is checked.
     *
     * @param workload what the jobs are
     * @param asked every request
     * @param acknowledged ids of requests that the brokers have
     * @param jobs events by job, each job's in the order of the log
     * @param views the last view of each job
     * @param letters dead letters
     * @param arrivals events that were once read as committed
     * @param ledger what ran
     * @param limits how many jobs run at the same time, by lane, where the settings say so
     */
    record Evidence(
            Workload workload,
            Map<String, Submitted> asked,
            Set<String> acknowledged,
            Map<String, List<JobEvent>> jobs,
            Map<String, JobView> views,
            List<DeadLetter> letters,
            List<Arrival> arrivals,
            Ledger ledger,
            Map<String, Integer> limits) {}

    private final Evidence evidence;
    private final List<Violation> found = new ArrayList<>();

    private Checker(Evidence evidence) {
        this.evidence = evidence;
    }

    /** Every violation. */
    static List<Violation> check(Evidence evidence) {
        var checker = new Checker(evidence);
        checker.requests();
        checker.jobs();
        checker.vanished();
        checker.found.addAll(LimitCheck.of(evidence.jobs(), evidence.limits()));
        evidence.letters()
                .forEach(letter -> checker.violated(Rule.DEAD_LETTER, "", letter.topic() + ": " + letter.reason()));
        return List.copyOf(checker.found);
    }

    private void requests() {
        for (String jobId : evidence.acknowledged()) {
            if (!evidence.jobs().containsKey(jobId)) {
                violated(Rule.ONE_JOB, jobId, "was acknowledged, and there is no event of it");
            }
        }
        evidence.jobs().forEach((jobId, events) -> {
            if (!evidence.asked().containsKey(jobId) && !calledByAnother(events)) {
                violated(Rule.ONE_JOB, jobId, "is a job that nobody asked for");
            }
        });
    }

    private static boolean calledByAnother(List<JobEvent> events) {
        return events.getFirst().fact() instanceof JobFact.JobAccepted accepted
                && accepted.parent().isPresent();
    }

    private void jobs() {
        var ledgered = ledgeredSteps();
        if (!evidence.workload().ledgered().isEmpty()
                && evidence.ledger().runs().isEmpty()) {
            violated(Rule.LEDGER, "", "nothing was written to it");
        }
        evidence.jobs().forEach((jobId, events) -> {
            found.addAll(JobCheck.of(jobId, events, evidence.ledger(), step -> ledgered.contains(name(step))));
            plan(evidence.workload(), events)
                    .ifPresent(plan -> found.addAll(
                            Refold.of(jobId, plan, events, evidence.views().get(jobId))));
            outcome(jobId, events);
        });
    }

    /** Those that must write there, and those any run of which did. */
    private Set<String> ledgeredSteps() {
        var steps = new HashSet<>(evidence.workload().ledgered());
        commands(evidence.jobs()).forEach((key, task) -> {
            if (evidence.ledger().has(key)) {
                steps.add(name(task.step()));
            }
        });
        return steps;
    }

    /** Every command of the jobs, by its id. */
    static Map<String, TaskRef> commands(Map<String, List<JobEvent>> jobs) {
        var commands = new HashMap<String, TaskRef>();
        jobs.values().stream()
                .flatMap(List::stream)
                .map(JobEvent::fact)
                .filter(JobFact.StepScheduled.class::isInstance)
                .map(fact -> ((JobFact.StepScheduled) fact).task())
                .forEach(task -> commands.put(task.commandId(), task));
        return commands;
    }

    /** The step's own id: {@code price} of {@code prices[2].price}. */
    private static String name(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** Empty where the job runs a workflow that this run does not know, such as one that stands inside of a step. */
    static Optional<Plan> plan(Workload workload, List<JobEvent> events) {
        return events.getFirst().fact() instanceof JobFact.JobAccepted accepted
                ? Optional.ofNullable(workload.plans().get(accepted.workflow()))
                        .filter(plan -> plan.hash().equals(accepted.planHash()))
                : Optional.empty();
    }

    private void outcome(String jobId, List<JobEvent> events) {
        var asked = evidence.asked().get(jobId);
        var actual = outcome(events.getLast());
        if (asked == null || actual.isEmpty()) {
            return; // called by another job; or not ended, which is told elsewhere
        }
        evidence.workload()
                .expected()
                .map(expected -> expected.apply(asked.inputs()))
                .filter(expected -> !expected.fits(actual.get()))
                .ifPresent(expected ->
                        violated(Rule.OUTCOME, jobId, "ended as " + actual.get() + ", undisturbed as " + expected));
    }

    /** How the job ended; empty where the event ends none. */
    static Optional<Outcome> outcome(JobEvent last) {
        return switch (last.fact()) {
            case JobFact.JobCompleted done ->
                Optional.of(new Outcome(JobStatus.COMPLETED, done.success(), Optional.of(done.outputs())));
            case JobFact.JobFailed failed ->
                Optional.of(new Outcome(JobStatus.FAILED, false, Optional.of(failed.outputs())));
            case JobFact.JobRejected rejected -> Optional.of(new Outcome(JobStatus.FAILED, false, Optional.empty()));
            case JobFact.JobCancelled cancelled ->
                Optional.of(new Outcome(JobStatus.CANCELLED, false, Optional.empty()));
            case JobFact other -> Optional.empty();
        };
    }

    /** What a reader of committed records has seen is there for ever. */
    private void vanished() {
        var there = evidence.jobs().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().stream()
                                .collect(Collectors.toMap(
                                        JobEvent::sequence, event -> event, (first, second) -> first))));
        for (Arrival arrival : evidence.arrivals()) {
            var event = arrival.event();
            if (!event.equals(there.getOrDefault(event.jobId(), Map.of()).get(event.sequence()))) {
                violated(
                        Rule.SEQUENCE,
                        event.jobId(),
                        "event " + event.sequence() + " (" + event.fact().type()
                                + ") was committed, and is not there any more");
            }
        }
    }

    private void violated(Rule rule, String jobId, String what) {
        found.add(new Violation(rule, jobId, what));
    }
}
