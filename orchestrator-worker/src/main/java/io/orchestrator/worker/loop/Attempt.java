package io.orchestrator.worker.loop;

import io.orchestrator.model.StepCommand;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** One command on this worker, from its arrival until a durable record says what became of it. Thread-safe. */
final class Attempt {

    /** How far it is. */
    enum Phase {
        /** Waits for a slot. */
        WAITING,
        RUNNING,
        /** Has a result, which is being published. */
        FINISHED,
        /** Given back before it began; it never will. */
        WITHDRAWN,
        /** Stopped by order of the coordinator; nothing is published. */
        STOPPED,
        /** Stopped because the worker ends; the coordinator hears that it is lost. */
        ABANDONED,
        /** Stopped because the coordinator may have given the step to somebody else. */
        FENCED
    }

    private final StepCommand command;
    private final Optional<Header> trace;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private final CompletableFuture<AcknowledgeType> settled = new CompletableFuture<>();
    private final CompletableFuture<Boolean> granted = new CompletableFuture<>();
    private final CompletableFuture<Boolean> heard = new CompletableFuture<>();
    private volatile long heardAtNanos;
    private volatile long leasedAtNanos;
    private volatile boolean leased;
    private volatile String message = "";
    private volatile boolean hasNews;
    private volatile boolean begun;
    private @Nullable Thread thread;

    Attempt(StepCommand command, Optional<Header> trace) {
        this.command = command;
        this.trace = trace;
    }

    StepCommand command() {
        return command;
    }

    /** The command's {@code traceparent}, copied into all that answers it. */
    Optional<Header> trace() {
        return trace;
    }

    Phase phase() {
        return Objects.requireNonNull(phase.get());
    }

    /** Completed, with what to do with its record, once a durable record says what became of it. */
    CompletableFuture<AcknowledgeType> settled() {
        return settled;
    }

    /** Whether heartbeats guard it instead of Kafka. */
    boolean leased() {
        return leased;
    }

    /** When the last heartbeat was sent, on a clock that never jumps. */
    long leasedAtNanos() {
        return leasedAtNanos;
    }

    void lease(long nowNanos) {
        leasedAtNanos = nowNanos;
        hasNews = false;
        leased = true;
    }

    /** A heartbeat that was sent then is durable. */
    synchronized void heard(long sentAtNanos) {
        heardAtNanos = heard.complete(true) ? sentAtNanos : Math.max(heardAtNanos, sentAtNanos);
    }

    /** Whether any heartbeat is durable. */
    boolean isHeard() {
        return heard.isDone();
    }

    /** When the last durable heartbeat was sent, on the clock of {@link #lease}. */
    long heardAtNanos() {
        return heardAtNanos;
    }

    /** The last progress text; may be empty. */
    String message() {
        return message;
    }

    /** Whether there is a text that no heartbeat has told. */
    boolean hasNews() {
        return hasNews;
    }

    void say(String text) {
        message = text;
        hasNews = true;
    }

    /** What was granted has been begun. */
    void begun() {
        begun = true;
    }

    boolean hasBegun() {
        return begun;
    }

    /** The coordinator lets it begin. */
    void grant() {
        granted.complete(true);
    }

    /** Whether it may begin: the coordinator lets it, and has heard of it. */
    boolean isGranted() {
        return granted.isDone() && isHeard();
    }

    /** Whether it may begin within that time. */
    boolean awaitGrant(Duration atMost) throws InterruptedException {
        try {
            return granted.thenCombine(heard, Boolean::logicalAnd).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a grant never fails", e);
        }
    }

    /** Starts its thread, which finds itself interrupted where the attempt has ended before. */
    synchronized void start(Thread runner) {
        thread = runner;
        runner.start();
        if (!isLive(phase())) {
            runner.interrupt();
        }
    }

    synchronized boolean isStarted() {
        return thread != null;
    }

    /** From waiting to running; false where it was withdrawn or stopped meanwhile. */
    boolean begin() {
        return phase.compareAndSet(Phase.WAITING, Phase.RUNNING);
    }

    /** From running to finished; false where it was stopped meanwhile. From here on nothing interrupts it. */
    boolean finish() {
        return phase.compareAndSet(Phase.RUNNING, Phase.FINISHED);
    }

    /** Takes it back before it begins; false where it has begun. */
    boolean withdraw() {
        if (!phase.compareAndSet(Phase.WAITING, Phase.WITHDRAWN)) {
            return false;
        }
        interrupt();
        return true;
    }

    /** Ends it, waiting or running; false where it has ended already. */
    boolean end(Phase reason) {
        var before = phase.getAndUpdate(now -> isLive(now) ? reason : now);
        if (!isLive(before)) {
            return false;
        }
        interrupt();
        return true;
    }

    private static boolean isLive(Phase phase) {
        return phase == Phase.WAITING || phase == Phase.RUNNING;
    }

    private synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
