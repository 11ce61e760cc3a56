package io.orchestrator.cli.chaos;

import io.orchestrator.cli.chaos.Violation.Rule;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.TaskRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** One job's events by the rules that need no plan. Used once. */
final class JobCheck {

    /** A step in an epoch. */
    private record Place(int epoch, String step) {}

    private final String jobId;
    private final Ledger ledger;
    private final Predicate<String> ledgered;
    private final List<Violation> found = new ArrayList<>();
    /** The last attempt that was scheduled. */
    private final Map<Place, TaskRef> scheduled = new HashMap<>();

    private final Map<Place, Integer> completed = new HashMap<>();
    private final Set<String> completedCommands = new HashSet<>();
    private long sequence;
    private int epoch;
    private boolean over;
    private int accepted;

    private JobCheck(String jobId, Ledger ledger, Predicate<String> ledgered) {
        this.jobId = jobId;
        this.ledger = ledger;
        this.ledgered = ledgered;
    }

    /**
     * What is wrong with a job.
     *
     * @param events in the order of the log
     * @param ledgered whether each run of the step with this path writes to the ledger
     */
    static List<Violation> of(String jobId, List<JobEvent> events, Ledger ledger, Predicate<String> ledgered) {
        var check = new JobCheck(jobId, ledger, ledgered);
        events.forEach(check::next);
        if (check.accepted > 1) {
            check.violated(Rule.ONE_JOB, "was accepted " + check.accepted + " times");
        }
        if (!check.over) {
            var last = events.isEmpty()
                    ? "nothing"
                    : events.getLast().fact().type() + " (event "
                            + events.getLast().sequence() + ")";
            check.violated(Rule.ENDED, "has not ended; the last that happened is " + last);
        }
        return List.copyOf(check.found);
    }

    private void next(JobEvent event) {
        if (event.sequence() != sequence + 1) {
            violated(Rule.SEQUENCE, "event " + event.sequence() + " follows event " + sequence);
        }
        sequence = event.sequence();
        if (event.epoch() < epoch) {
            violated(Rule.SEQUENCE, "event " + sequence + " is of epoch " + event.epoch() + ", after " + epoch);
        }
        if (event.epoch() > epoch) {
            epoch = event.epoch();
            over = false;
        } else if (over) {
            violated(Rule.TERMINAL, event.fact().type() + " (event " + sequence + ") comes after the end");
        }
        over = over || event.fact().terminal();
        steps(event);
    }

    private void steps(JobEvent event) {
        var fact = event.fact();
        if (fact instanceof JobFact.JobAccepted || fact instanceof JobFact.JobRejected) {
            accepted++;
        } else if (fact instanceof JobFact.StepScheduled step) {
            scheduled(step.task());
        } else if (fact instanceof JobFact.StepCompleted step) {
            completed(step.task());
        } else if (fact instanceof JobFact.StepsRepeated) {
            completed.clear();
        }
    }

    private void scheduled(TaskRef task) {
        var place = new Place(task.epoch(), task.step());
        var before = scheduled.put(place, task);
        var last = before == null ? 0 : before.attempt();
        // An epoch goes on counting where the one before it ended.
        var first = before == null && task.epoch() > 0;
        if (!first && task.attempt() != last + 1) {
            violated(Rule.ATTEMPTS, task.step() + ": attempt " + task.attempt() + " follows attempt " + last);
        }
        if (task.epoch() != epoch) {
            violated(Rule.ATTEMPTS, task.step() + " is scheduled in epoch " + task.epoch() + ", which is over");
        }
    }

    private void completed(TaskRef task) {
        var place = new Place(task.epoch(), task.step());
        var earlier = completed.put(place, task.attempt());
        if (earlier != null) {
            violated(
                    Rule.COMPLETED_ONCE,
                    task.step() + " was completed by attempt " + earlier + " and again by attempt " + task.attempt());
        }
        var command = scheduled.get(place);
        if (command == null) {
            return; // the coordinator did it itself
        }
        if (!completedCommands.add(command.commandId()) && earlier == null) {
            violated(Rule.COMPLETED_ONCE, task.step() + ", attempt " + task.attempt() + " was completed twice");
        }
        if (command.attempt() != task.attempt() || !command.commandId().equals(task.commandId())) {
            violated(
                    Rule.ATTEMPTS,
                    task.step() + ": attempt " + task.attempt() + " completed while attempt " + command.attempt()
                            + " was the active one");
        }
        if (ledgered.test(task.step()) && !ledger.has(task.commandId())) {
            violated(Rule.LEDGER, task.step() + ", attempt " + task.attempt() + " is completed and has never run");
        }
    }

    private void violated(Rule rule, String what) {
        found.add(new Violation(rule, jobId, what));
    }
}
