package io.orchestrator.worker.loop;

import io.orchestrator.model.TaskRef;
import io.orchestrator.model.WorkerControl;
import java.util.LinkedHashMap;

/**
 * What the coordinator has ordered to stop, so that a command that arrives after its order is not begun. Bounded; the
 * oldest orders go first. Thread-safe.
 */
final class StopOrders {

    static final int MAX_ORDERS = 10_000;

    private final LinkedHashMap<String, WorkerControl> orders = new LinkedHashMap<>();

    synchronized void add(WorkerControl order) {
        orders.put(key(order.task()), order);
        if (orders.size() > MAX_ORDERS) {
            orders.pollFirstEntry();
        }
    }

    /** Whether the attempt is to be stopped. */
    synchronized boolean covers(TaskRef task) {
        if (orders.isEmpty()) {
            return false;
        }
        var job = orders.get(task.jobId());
        return (job != null && covers(job, task)) || orders.containsKey(exactKey(task));
    }

    /** Whether an order means an attempt: the whole job up to an epoch, or exactly this attempt. */
    static boolean covers(WorkerControl order, TaskRef task) {
        var ordered = order.task();
        if (!ordered.jobId().equals(task.jobId())) {
            return false;
        }
        return ordered.step().isEmpty()
                ? task.epoch() <= ordered.epoch()
                : exactKey(ordered).equals(exactKey(task));
    }

    private static String key(TaskRef ordered) {
        return ordered.step().isEmpty() ? ordered.jobId() : exactKey(ordered);
    }

    private static String exactKey(TaskRef task) {
        return task.jobId() + "|" + task.epoch() + "|" + task.step() + "|" + task.attempt();
    }
}
