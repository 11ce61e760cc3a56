package io.orchestrator.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives a command time to end in order when the process is interrupted (Ctrl-C, SIGTERM): the action tells it to end,
 * and the process lives until {@link #close}, but at most {@value #GRACE_SECONDS} seconds. The exit code stays the
 * signal's (130, 143).
 */
final class OrderlyEnd implements AutoCloseable {

    static final long GRACE_SECONDS = 20;

    private volatile @Nullable Runnable action;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "orderly-end");

    /** Until {@link #onInterrupt} is called, an interrupt ends the process at once. */
    static OrderlyEnd install() {
        var end = new OrderlyEnd();
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    private OrderlyEnd() {}

    /** Sets what an interrupt does from now on; it must not block for long. */
    void onInterrupt(Runnable tellToEnd) {
        action = tellToEnd;
    }

    private void interrupted() {
        var tellToEnd = action;
        if (tellToEnd == null) {
            return;
        }
        try {
            tellToEnd.run();
            var ignored = ended.await(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the hook is running: that is what it waited for
        }
    }
}
