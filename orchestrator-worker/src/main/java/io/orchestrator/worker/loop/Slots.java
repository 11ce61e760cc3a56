package io.orchestrator.worker.loop;

import io.orchestrator.model.Priority;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The attempts that may run at once. Where they are all taken, waiting attempts get freed ones in the ratio of their
 * priorities' weights (smooth weighted round robin), so that low never starves. Thread-safe.
 */
final class Slots {

    /** How many slots of 13 each priority gets while all three wait; also the ratio of what the lanes fetch at once. */
    static int weight(Priority priority) {
        return switch (priority) {
            case HIGH -> 8;
            case NORMAL -> 4;
            case LOW -> 1;
        };
    }

    private static final class Waiter {
        private final Condition granted;
        private boolean has;

        Waiter(Condition granted) {
            this.granted = granted;
        }
    }

    private final int total;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Map<Priority, Deque<Waiter>> waiting = new EnumMap<>(Priority.class);
    private final Map<Priority, Integer> credit = new EnumMap<>(Priority.class);
    private int free;
    private int waiters;

    Slots(int total) {
        this.total = total;
        this.free = total;
        for (var priority : Priority.values()) {
            waiting.put(priority, new ArrayDeque<>());
            credit.put(priority, 0);
        }
    }

    /** Waits for a slot; {@link #release} must follow. */
    void acquire(Priority priority) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (free > 0 && waiters == 0) {
                free--;
                return;
            }
            await(queue(priority), new Waiter(lock.newCondition()));
        } finally {
            lock.unlock();
        }
    }

    private void await(Deque<Waiter> queue, Waiter waiter) throws InterruptedException {
        queue.add(waiter);
        waiters++;
        try {
            while (!waiter.has) {
                waiter.granted.await();
            }
        } catch (InterruptedException e) {
            if (waiter.has) {
                giveBack();
            } else {
                queue.remove(waiter);
                waiters--;
            }
            throw e;
        }
    }

    void release() {
        lock.lock();
        try {
            giveBack();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until an attempt could start at once; false where the time was not enough. */
    boolean awaitRoom(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = atMost.toNanos();
            while (!hasRoom() && left > 0) {
                left = room.awaitNanos(left);
            }
            return hasRoom();
        } finally {
            lock.unlock();
        }
    }

    int running() {
        lock.lock();
        try {
            return total - free;
        } finally {
            lock.unlock();
        }
    }

    /** How many attempts wait for a slot. */
    int waiting() {
        lock.lock();
        try {
            return waiters;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom() {
        return free > 0 && waiters == 0;
    }

    private void giveBack() {
        if (waiters > 0) {
            var next = queue(turn()).remove();
            waiters--;
            next.has = true;
            next.granted.signal();
            return;
        }
        free++;
        room.signalAll();
    }

    private Deque<Waiter> queue(Priority priority) {
        return Objects.requireNonNull(waiting.get(priority));
    }

    /** The priority whose waiter is next; called only while somebody waits. */
    private Priority turn() {
        var sum = 0;
        Priority best = null;
        for (var priority : Priority.values()) {
            if (queue(priority).isEmpty()) {
                continue;
            }
            sum += weight(priority);
            var richer = credit.merge(priority, weight(priority), Integer::sum);
            if (best == null || richer > credit.getOrDefault(best, 0)) {
                best = priority;
            }
        }
        if (best == null) {
            throw new IllegalStateException("nobody waits");
        }
        credit.merge(best, -sum, Integer::sum);
        return best;
    }
}
