package io.orchestrator.coordinator;

import io.orchestrator.coordinator.metrics.Metrics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replaces stream threads that die (the broker went away, the transaction was fenced), but not without end. */
final class RestartBudget implements StreamsUncaughtExceptionHandler {

    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(RestartBudget.class);
    /** The longest description of a death, in characters. */
    private static final int MAX_TEXT = 2_000;

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final int maxReplaced;
    private final Metrics metrics;
    private final Deque<Long> replacedNs = new ArrayDeque<>();
    private volatile @Nullable Throwable last;

    /** @param maxReplaced threads replaced within {@link #WINDOW} before the process gives up */
    RestartBudget(int maxReplaced, Metrics metrics) {
        this.maxReplaced = maxReplaced;
        this.metrics = metrics;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        last = failure;
        if (!take(System.nanoTime())) {
            LOG.error("more than {} stream threads died within {}; giving up", maxReplaced, WINDOW, failure);
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
        if (replacedNs.size() >= maxReplaced) {
            return false;
        }
        replacedNs.addLast(nowNs);
        return true;
    }

    /** What the last thread died of, its causes from the outside in; empty where none died. */
    String lastDeath() {
        var text = new StringBuilder();
        for (var cause = last; cause != null && text.length() < MAX_TEXT; cause = cause.getCause()) {
            text.append(text.isEmpty() ? "" : "; caused by: ").append(cause);
        }
        return text.length() <= MAX_TEXT ? text.toString() : text.substring(0, MAX_TEXT) + "...";
    }
}
