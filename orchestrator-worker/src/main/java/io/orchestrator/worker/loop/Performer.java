package io.orchestrator.worker.loop;

import io.orchestrator.codec.Codecs;
import io.orchestrator.codec.UnencodableException;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.TaskStarted;
import io.orchestrator.worker.loop.Attempt.Phase;
import io.orchestrator.worker.meter.WorkerMeters;
import io.orchestrator.worker.run.TaskRunner;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one attempt from its start to a durable result, on a virtual thread. Thread-safe. */
final class Performer {

    /** How often an unpublished result is tried again; each try lasts as long as the producer's delivery timeout. */
    static final int MAX_PUBLICATIONS = 3;

    /** How long an attempt waits for its grant; shorter than the lease that the coordinator gives with it. */
    static final Duration GRANT_WAIT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Performer.class);

    /** What it works with. */
    record Parts(
            String workerId,
            TaskRunner runner,
            Codecs codecs,
            Outbox outbox,
            Attempts attempts,
            RecentResults recent,
            Slots slots,
            LeaseKeeper leases,
            Permission permission,
            WorkerMeters meters,
            InstantSource clock) {}

    /** Waits until an attempt may begin; false where that takes too long. */
    interface Permission {
        boolean await(Attempt attempt) throws InterruptedException;
    }

    private final Parts parts;

    Performer(Parts parts) {
        this.parts = parts;
    }

    /** Runs the attempt and returns at once; its {@code settled} tells the end. */
    void start(Attempt attempt) {
        var id = attempt.command().task().commandId();
        attempt.start(Thread.ofVirtual().name("step-" + id).unstarted(() -> perform(attempt)));
    }

    /** It is not started, and its record comes again. */
    void drop(Attempt attempt) {
        attempt.withdraw();
        settle(attempt, AcknowledgeType.RELEASE);
    }

    /** Answers a command that came again with the result it had. */
    void repeat(Attempt attempt, TaskCompleted completed) {
        publish(attempt, parts.codecs().taskCompleted().encode(completed), 1);
    }

    private void perform(Attempt attempt) {
        try {
            parts.slots().acquire(attempt.command().priority());
        } catch (InterruptedException e) {
            ended(attempt);
            return;
        }
        try {
            if (attempt.begin()) {
                run(attempt);
            } else {
                ended(attempt);
            }
        } finally {
            parts.slots().release();
        }
    }

    private void run(Attempt attempt) {
        var command = attempt.command();
        var startedAtMs = parts.clock().millis();
        parts.meters().dispatchDelay(command.priority(), Duration.ofMillis(startedAtMs - command.dispatchedAtMs()));
        TaskResult result;
        try {
            parts.outbox()
                    .started(
                            new TaskStarted(command.task(), parts.workerId(), startedAtMs, command.claim()),
                            attempt.trace());
            result = mayBegin(attempt)
                    ? parts.runner().run(command, attempt::say)
                    : new TaskResult.Failed(Failure.of(
                            FailureKind.UNAVAILABLE,
                            Failure.NOT_ATTEMPTED,
                            "worker " + parts.workerId() + " was not granted the step within " + GRANT_WAIT.toSeconds()
                                    + " s"));
        } catch (InterruptedException e) {
            ended(attempt);
            return;
        } catch (RuntimeException e) {
            LOG.error(
                    "step {} of job {} broke",
                    command.task().step(),
                    command.task().jobId(),
                    e);
            result = new TaskResult.Failed(Failure.of(FailureKind.INTERNAL, "WORKER_BUG", "the worker broke: " + e));
        }
        if (attempt.finish()) {
            complete(attempt, startedAtMs, result);
        } else {
            ended(attempt);
        }
    }

    /** An attempt that only one worker may run waits until the coordinator has said, for good, that it is this one. */
    @SuppressWarnings("FutureReturnValueIgnored") // a failure is counted and logged; the next beat comes soon
    private boolean mayBegin(Attempt attempt) throws InterruptedException {
        if (!attempt.command().delivery().granted()) {
            return true;
        }
        parts.leases().renew(attempt);
        var granted = parts.permission().await(attempt) && parts.leases().holds(attempt);
        if (granted) {
            attempt.begun();
        }
        return granted;
    }

    /** It was stopped before it had a result. */
    private void ended(Attempt attempt) {
        switch (attempt.phase()) {
            case WITHDRAWN -> settle(attempt, AcknowledgeType.RELEASE);
            case ABANDONED -> abandoned(attempt);
            case STOPPED -> settle(attempt, AcknowledgeType.ACCEPT);
            case FENCED ->
                lost(
                        attempt,
                        Failure.of(
                                FailureKind.LOST,
                                "LEASE_NOT_RENEWED",
                                "worker " + parts.workerId() + " could not renew its lease and stopped the step"));
            case WAITING, RUNNING, FINISHED -> {
                LOG.warn(
                        "step {} was interrupted by nobody we know",
                        attempt.command().task().step());
                attempt.end(Phase.ABANDONED);
                abandoned(attempt);
            }
        }
    }

    /** Kafka gives the command to another worker; where it was accepted already, the engine must. */
    private void abandoned(Attempt attempt) {
        if (!attempt.leased()) {
            settle(attempt, AcknowledgeType.RELEASE);
            return;
        }
        var waited = attempt.command().delivery().granted() && !attempt.hasBegun();
        lost(
                attempt,
                Failure.of(
                        waited ? FailureKind.UNAVAILABLE : FailureKind.LOST,
                        waited ? Failure.NOT_ATTEMPTED : "WORKER_STOPPED",
                        "worker " + parts.workerId() + " stopped before the step's end"));
    }

    private void lost(Attempt attempt, Failure failure) {
        complete(attempt, parts.clock().millis(), new TaskResult.Failed(failure));
    }

    private void complete(Attempt attempt, long startedAtMs, TaskResult result) {
        var command = attempt.command();
        var completed = new TaskCompleted(
                command.task(), parts.workerId(), startedAtMs, parts.clock().millis(), result, command.claim());
        byte[] value;
        try {
            value = parts.codecs().taskCompleted().encode(completed);
        } catch (UnencodableException e) {
            completed = withFailure(
                    completed, Failure.of(FailureKind.LIMIT, "OUTPUT_TOO_LARGE", String.valueOf(e.getMessage())));
            value = parts.codecs().taskCompleted().encode(completed);
        }
        parts.recent().put(completed, value.length);
        publish(attempt, value, 1);
    }

    private static TaskCompleted withFailure(TaskCompleted completed, Failure failure) {
        return new TaskCompleted(
                completed.task(),
                completed.worker(),
                completed.startedAtMs(),
                completed.completedAtMs(),
                new TaskResult.Failed(failure),
                completed.claim());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback is the end of it
    private void publish(Attempt attempt, byte[] value, int publication) {
        parts.outbox()
                .completed(attempt.command().task().jobId(), value, attempt.trace())
                .whenComplete((durable, failure) -> {
                    if (failure == null) {
                        settle(attempt, AcknowledgeType.ACCEPT);
                    } else if (publication < MAX_PUBLICATIONS && attempt.leased()) {
                        Thread.startVirtualThread(() -> publish(attempt, value, publication + 1));
                    } else {
                        settle(attempt, AcknowledgeType.RELEASE);
                    }
                });
    }

    private void settle(Attempt attempt, AcknowledgeType acknowledge) {
        parts.attempts().remove(attempt);
        attempt.settled().complete(acknowledge);
    }
}
