package io.orchestrator.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.StepCommand.Delivery;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.WorkerControl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * I5: no two tools run for an exclusive step at the same time, and a step that is to run at most once runs once: again only
 * where a client wants exactly that.
 */
final class Exclusions {

    /** A worker whose lease is over must have stopped on its own: it is not excused by the order that follows. */
    private static final String LEASE = "lease expired";

    /** A client wants the steps to run again from that epoch on. */
    private record Again(String jobId, int epoch, List<String> steps) {
        boolean means(String path) {
            return steps.stream().anyMatch(id -> path.equals(id) || path.startsWith(id + "["));
        }
    }

    private final Tally tally;
    private final List<WorkerControl> orders = new ArrayList<>();
    private final List<Again> wishes = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final Map<String, List<TaskRef>> once = new HashMap<>();

    Exclusions(Tally tally) {
        this.tally = tally;
    }

    /** An order that every worker can read. */
    void ordered(WorkerControl order) {
        if (order.kind() == WorkerControl.Kind.STOP && !order.reason().equals(LEASE)) {
            orders.add(order);
        }
    }

    void accept(JobEvent event) {
        if (event.fact() instanceof ControlFact.RerunBegan f) {
            wishes.add(new Again(event.jobId(), f.epoch(), f.steps()));
        }
    }

    /** @param runs the tools that run now, by worker */
    void check(Map<String, List<StepCommand>> runs) {
        var owners = new HashMap<String, String>();
        runs.forEach((worker, commands) -> {
            for (StepCommand command : commands) {
                if (!command.delivery().granted()) {
                    continue;
                }
                var task = command.task();
                begins(worker, command);
                if (!isStopped(task)) {
                    var who = worker + " attempt " + task.attempt();
                    assertThat(owners.put(step(task), who))
                            .as("I5: step %s of %s runs on one worker: %s", task.step(), task.jobId(), who)
                            .isNull();
                }
            }
        });
    }

    private void begins(String worker, StepCommand command) {
        var task = command.task();
        if (!known.add(worker + "|" + task.commandId())) {
            return;
        }
        tally.add("granted");
        if (command.delivery() != Delivery.AT_MOST_ONCE) {
            return;
        }
        var before = once.computeIfAbsent(step(task), key -> new ArrayList<>());
        for (TaskRef other : before) {
            assertThat(wishes)
                    .as("I5: %s runs at most once, and did as %s", task, other)
                    .anyMatch(again -> again.jobId().equals(task.jobId())
                            && other.epoch() < again.epoch()
                            && again.epoch() <= task.epoch()
                            && again.means(task.step()));
        }
        before.add(task);
    }

    /** Whether the coordinator has ordered it to stop: it ends as soon as the worker hears that. */
    private boolean isStopped(TaskRef task) {
        return orders.stream()
                .map(WorkerControl::task)
                .anyMatch(order -> order.jobId().equals(task.jobId())
                        && (order.step().isEmpty() ? task.epoch() <= order.epoch() : isSame(order, task)));
    }

    private static boolean isSame(TaskRef order, TaskRef task) {
        return order.step().equals(task.step()) && order.epoch() == task.epoch() && order.attempt() == task.attempt();
    }

    private static String step(TaskRef task) {
        return task.jobId() + "|" + task.step();
    }
}
