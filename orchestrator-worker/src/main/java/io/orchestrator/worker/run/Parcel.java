package io.orchestrator.worker.run;

import io.orchestrator.artifact.ArtifactException;
import io.orchestrator.artifact.ArtifactException.Reason;
import io.orchestrator.artifact.LargeValues;
import io.orchestrator.artifact.LargeValues.Stays;
import io.orchestrator.artifact.MarkSignature;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.Call;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.worker.guard.Budget;
import io.orchestrator.worker.guard.Guard;
import io.orchestrator.worker.guard.Permit;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The large values of one attempt: opened for the call, taken out of the result. Used by one thread. */
final class Parcel implements AutoCloseable {

    private static final String PROMPT = "prompt";

    private final Parcels all;
    private final StepCommand command;
    private final Guard guard;
    private int heldMib;

    Parcel(Parcels all, StepCommand command, Guard guard) {
        this.all = all;
        this.command = command;
        this.guard = guard;
    }

    /** A value of the call cannot be had. */
    static final class UnopenedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Failure failure;

        UnopenedException(Failure failure) {
            super(failure.message());
            this.failure = failure;
        }

        Failure failure() {
            return failure;
        }
    }

    /**
     * The parameters with all values in them; waits until this worker has room for them.
     *
     * @param parameters that no secret has to be put into any more
     */
    Value.Dict open(Value.Dict parameters, Budget budget) throws UnopenedException, InterruptedException {
        var bytes = LargeValues.bytesOf(parameters);
        if (bytes == 0) {
            return parameters;
        }
        reserve(bytes, budget);
        all.meters().opened(bytes);
        var result = guard.call(permit(budget), () -> opened(parameters));
        return switch (result) {
            case TaskResult.Done done -> done.envelope();
            case TaskResult.Failed failed -> throw new UnopenedException(failed.failure());
        };
    }

    /** As {@link #open(Value.Dict, Budget)}, prompt included. */
    Call.Model open(Call.Model call, Budget budget) throws UnopenedException, InterruptedException {
        var prompt = Value.of(call.prompt());
        var opened = open(call.parameters(), budget);
        return new Call.Model(
                call.models(),
                call.action(),
                ArtifactMark.of(prompt).isEmpty()
                        ? call.prompt()
                        : text(open(Value.of(Map.of(PROMPT, prompt)), budget)),
                opened,
                call.outputSchema(),
                call.sanitize());
    }

    private static String text(Value.Dict prompt) {
        return prompt.get(PROMPT) instanceof Value.Text text ? text.value() : "";
    }

    private TaskResult opened(Value.Dict parameters) {
        try {
            return new TaskResult.Done(all.values().openAll(command.task().jobId(), parameters), Optional.empty());
        } catch (ArtifactException e) {
            return new TaskResult.Failed(failure(e));
        }
    }

    private void reserve(long bytes, Budget budget) throws UnopenedException, InterruptedException {
        var mib = (int) Math.min(Integer.MAX_VALUE, (bytes + Parcels.MIB - 1) / Parcels.MIB);
        if (mib > all.memoryMib() - heldMib) {
            throw new UnopenedException(Failure.of(
                    FailureKind.LIMIT,
                    "ARTIFACTS_TOO_LARGE",
                    "the parameters of '" + command.task().step() + "' have " + bytes
                            + " bytes in artifacts, and a worker"
                            + " opens " + all.memoryMib() + " MiB at once: raise " + Parcels.SETTING
                            + " and the worker's memory"));
        }
        var got = !budget.limited()
                ? acquire(mib)
                : all.memory().tryAcquire(mib, budget.remaining().toNanos(), TimeUnit.NANOSECONDS);
        if (!got) {
            throw new UnopenedException(Failure.of(
                    FailureKind.TIMEOUT,
                    "TIMEOUT",
                    "step '" + command.task().step()
                            + "' waited for room for its artifacts until its time was over: other" + " steps hold the "
                            + all.memoryMib() + " MiB of " + Parcels.SETTING));
        }
        heldMib += mib;
    }

    private boolean acquire(int mib) throws InterruptedException {
        all.memory().acquire(mib);
        return true;
    }

    /** The result with marks for what is large in it; a store that does not answer is the attempt's failure. */
    TaskResult deposit(TaskResult result) throws InterruptedException {
        if (!(result instanceof TaskResult.Done done)) {
            return result;
        }
        if (ArtifactMark.isInside(done.envelope())) {
            return failed(
                    FailureKind.DENIED,
                    "FORGED_ARTIFACT",
                    "a text in it pretends to stand for an artifact: see where it comes from");
        }
        if (!all.values().takesFrom(done.envelope())) {
            return done;
        }
        var chars = characters(done.envelope());
        if (chars > (long) all.memoryMib() * Parcels.MIB) {
            return failed(
                    FailureKind.LIMIT,
                    "OUTPUT_TOO_LARGE",
                    "it has " + chars + " characters, more than " + all.memoryMib() + " MiB: raise " + Parcels.SETTING
                            + " and the worker's memory, or write it to a file and return its path");
        }
        return switch (guard.call(permit(Budget.startingNow(Duration.ZERO)), () -> deposited(done))) {
            case TaskResult.Done made -> made;
            case TaskResult.Failed failed -> ranAlready(failed.failure());
        };
    }

    private TaskResult deposited(TaskResult.Done done) {
        var task = command.task();
        try {
            var envelope = all.values().deposit(task.jobId(), done.envelope(), Stays.NOTHING, mark -> {
                all.meters().deposited(mark.bytes());
                return MarkSignature.sign(command.claim(), task.jobId(), mark);
            });
            return new TaskResult.Done(envelope, done.usage());
        } catch (ArtifactException e) {
            return new TaskResult.Failed(failure(e));
        }
    }

    /** The tool has run: that nothing could be kept of it is no attempt that was not made. */
    private TaskResult ranAlready(Failure failure) {
        return failed(FailureKind.UNAVAILABLE, "ARTIFACT_UNREACHABLE", failure.message());
    }

    private TaskResult failed(FailureKind kind, String code, String message) {
        return new TaskResult.Failed(
                Failure.of(kind, code, "the result of '" + command.task().step() + "': " + message));
    }

    private static Failure failure(ArtifactException e) {
        var kind = e.reason() == Reason.DAMAGED ? FailureKind.INTERNAL : FailureKind.UNAVAILABLE;
        return Failure.of(kind, "ARTIFACT_" + e.reason().name(), String.valueOf(e.getMessage()));
    }

    private Permit permit(Budget budget) {
        return new Permit(command.task().step(), budget, Permit.Repeat.SAFE, Permit.Reach.REMOTE, "");
    }

    private static long characters(Value value) {
        return switch (value) {
            case Value.Text text -> text.value().length();
            case Value.Array array ->
                array.items().stream().mapToLong(Parcel::characters).sum();
            case Value.Dict dict ->
                dict.entries().values().stream().mapToLong(Parcel::characters).sum();
            case Value.Null n -> 0;
            case Value.Bool b -> 0;
            case Value.Int i -> 0;
            case Value.BigInt i -> 0;
            case Value.Real r -> 0;
        };
    }

    @Override
    public void close() {
        all.memory().release(heldMib);
        heldMib = 0;
    }
}
