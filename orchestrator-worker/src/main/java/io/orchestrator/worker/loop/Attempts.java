package io.orchestrator.worker.loop;

import io.orchestrator.model.WorkerControl;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The attempts that are on this worker now, by command id. Thread-safe. */
final class Attempts {

    private final Map<String, Attempt> live = new ConcurrentHashMap<>();

    /** Adds it; the one that is there already where the command came twice, else null. */
    @Nullable
    Attempt add(Attempt attempt) {
        return live.putIfAbsent(id(attempt), attempt);
    }

    synchronized void remove(Attempt attempt) {
        live.remove(id(attempt), attempt);
        notifyAll();
    }

    Collection<Attempt> all() {
        return List.copyOf(live.values());
    }

    /** Those that an order means. */
    List<Attempt> covered(WorkerControl order) {
        return live.values().stream()
                .filter(attempt -> StopOrders.covers(order, attempt.command().task()))
                .toList();
    }

    /** Waits until none is left; false where the time was not enough. */
    synchronized boolean awaitNone(Duration atMost) throws InterruptedException {
        var deadline = System.nanoTime() + atMost.toNanos();
        while (!live.isEmpty()) {
            var leftMs = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                return false;
            }
            wait(leftMs);
        }
        return true;
    }

    private static String id(Attempt attempt) {
        return attempt.command().task().commandId();
    }
}
