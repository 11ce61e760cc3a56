package io.orchestrator.worker.loop;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for the threads of a worker to come to a stand. */
final class Standstill {

    /** A thread that does not within this time is in a deadlock. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static final Duration GLANCE = Duration.ofNanos(20_000);
    private static final int GLANCES_WITHOUT_A_BREAK = 20;

    private Standstill() {}

    /** What holds when they stand. */
    interface Condition {
        boolean holds();
    }

    /** @param who describes them where they do not */
    static void await(Condition condition, Supplier<String> who) {
        var until = System.nanoTime() + LONGEST.toNanos();
        for (int glances = 0; !condition.holds(); glances++) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("threads do not come to a stand of " + who.get());
            }
            if (glances < GLANCES_WITHOUT_A_BREAK) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(GLANCE.toNanos());
            }
        }
    }
}
