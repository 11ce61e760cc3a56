package io.orchestrator.coordinator;

import io.orchestrator.coordinator.metrics.Metrics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replaces stream threads that die (the broker went away, the transaction was fenced), but not without end. */
final class RestartBudget implements StreamsUncaughtExceptionHandler {

    /** Threads replaced within {@link #WINDOW} before the process gives up. */
    static final int MAX_REPLACED = 30;

    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(RestartBudget.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Metrics metrics;
    private final Deque<Long> replacedNs = new ArrayDeque<>();

    RestartBudget(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        if (!take(System.nanoTime())) {
            LOG.error("{} stream threads died within {}; giving up", MAX_REPLACED, WINDOW, failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error("a stream thread died and is replaced; its transaction is aborted and done again", failure);
        metrics.threadReplaced();
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    synchronized boolean take(long nowNs) {
        while (!replacedNs.isEmpty() && nowNs - replacedNs.peekFirst() > WINDOW.toNanos()) {
            replacedNs.removeFirst();
        }
        if (replacedNs.size() >= MAX_REPLACED) {
            return false;
        }
        replacedNs.addLast(nowNs);
        return true;
    }
}
