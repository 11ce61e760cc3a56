package io.orchestrator.worker.loop;

import io.orchestrator.model.TaskResult;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the threads of attempts stop until the simulation lets one of them go on, so that at most one runs at any time and
 * a seed gives the same run again. Thread-safe.
 */
final class Gates {

    /** Where an attempt stands. */
    enum Place {
        /** It reads the clock: before it tells that it begins, or before it tells its result. */
        CLOCK,
        /** It waits for its grant. */
        GRANT,
        /** Its tool runs. */
        TOOL
    }

    /**
     * @param id of its command
     * @param sinceMs when somebody came to it
     */
    record Gate(String id, Place place, long sinceMs, CountDownLatch latch) {}

    private final Map<String, Gate> closed = new ConcurrentHashMap<>();
    private final Map<String, Supplier<TaskResult>> answers = new ConcurrentHashMap<>();
    private final LongSupplier clock;
    private volatile boolean down;

    Gates(LongSupplier clock) {
        this.clock = clock;
    }

    /** The gates that somebody stands at, in a certain order. */
    List<Gate> all() {
        return closed.values().stream().sorted(Comparator.comparing(Gate::id)).toList();
    }

    @Nullable
    Gate find(String id) {
        return closed.get(id);
    }

    /** Lets one go on from the clock. */
    void open(Gate gate) {
        closed.remove(gate.id(), gate);
        gate.latch().countDown();
    }

    /** Lets the tool end. */
    void answer(Gate gate, Supplier<TaskResult> result) {
        answers.put(gate.id(), result);
        open(gate);
    }

    /** The process is gone: nobody is stopped here any more, and no tool ends. */
    void takeDown() {
        down = true;
        all().stream().filter(gate -> gate.place() == Place.CLOCK).forEach(this::open);
    }

    /** Called by an attempt's thread, whose name ends with the command's id. */
    void passClock() {
        if (down) {
            return;
        }
        var gate = close(Thread.currentThread().getName().substring("step-".length()), Place.CLOCK);
        var interrupted = false;
        while (true) {
            try {
                gate.latch().await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stands until the simulation lets it begin, or go on without. */
    void passGrant(String id) throws InterruptedException {
        if (down || Thread.interrupted()) {
            throw new InterruptedException("the attempt was stopped");
        }
        var gate = close(id, Place.GRANT);
        try {
            gate.latch().await();
        } finally {
            closed.remove(id, gate);
        }
    }

    TaskResult passTool(String id) throws InterruptedException {
        if (down || Thread.interrupted()) {
            throw new InterruptedException("the attempt was stopped");
        }
        var gate = close(id, Place.TOOL);
        try {
            gate.latch().await();
        } finally {
            closed.remove(id, gate);
        }
        var answer = answers.remove(id);
        if (answer == null) {
            throw new IllegalStateException("the gate of " + id + " was opened without an answer");
        }
        return answer.get();
    }

    private Gate close(String id, Place place) {
        var gate = new Gate(id, place, clock.getAsLong(), new CountDownLatch(1));
        if (closed.put(id, gate) != null) {
            throw new IllegalStateException("two threads run command " + id);
        }
        return gate;
    }
}
