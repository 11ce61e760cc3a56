package io.orchestrator.worker.run;

import io.orchestrator.model.Call;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskResult;
import io.orchestrator.sealing.Sealer;
import io.orchestrator.worker.guard.Budget;
import io.orchestrator.worker.guard.GuardedCall;
import io.orchestrator.worker.guard.Guards;
import io.orchestrator.worker.meter.WorkerMeters;
import io.orchestrator.worker.model.ModelRunner;
import io.orchestrator.worker.output.OutputTarget;
import io.orchestrator.worker.output.ResultSchema;
import io.orchestrator.worker.tool.Tool;
import io.orchestrator.worker.tool.ToolCall;
import io.orchestrator.worker.tool.Workspace;
import io.orchestrator.worker.tool.WorkspaceException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Executes commands: one command to one result. Thread-safe; each call runs on the caller's thread. */
public final class TaskRunner {

    /** The longest progress text, in characters. */
    static final int MAX_PROGRESS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);
    private static final String UNKNOWN = "unknown";

    private final ToolShelf tools;
    private final ModelRunner models;
    private final Guards guards;
    private final ResultCache cache;
    private final SecretStore secrets;
    private final Optional<Sealer> sealer;
    private final WorkspacePolicy workspaces;
    private final WorkerMeters meters;
    private final Parcels parcels;

    /** What a runner works with. */
    public record Parts(
            ToolShelf tools,
            ModelRunner models,
            Guards guards,
            SecretStore secrets,
            Optional<Sealer> sealer,
            WorkspacePolicy workspaces,
            WorkerMeters meters,
            Parcels parcels) {

        /** Without an artifact store. */
        public Parts(
                ToolShelf tools,
                ModelRunner models,
                Guards guards,
                SecretStore secrets,
                Optional<Sealer> sealer,
                WorkspacePolicy workspaces,
                WorkerMeters meters) {
            this(tools, models, guards, secrets, sealer, workspaces, meters, Parcels.none(meters));
        }
    }

    public TaskRunner(Parts parts) {
        tools = parts.tools();
        models = parts.models();
        guards = parts.guards();
        cache = new ResultCache(System::nanoTime, parts.meters(), ResultCache.Bounds.DEFAULT);
        secrets = parts.secrets();
        sealer = parts.sealer();
        workspaces = parts.workspaces();
        meters = parts.meters();
        parcels = parts.parcels();
    }

    /**
     * Runs a command to its end. A bug in a tool is a failure of kind INTERNAL, not an exception.
     *
     * @param progress takes short texts for people who watch; secrets are masked
     * @throws InterruptedException where the attempt was stopped: everything it started has been killed
     */
    public TaskResult run(StepCommand command, Consumer<String> progress) throws InterruptedException {
        var begun = System.nanoTime();
        var meterName = meterName(command.call());
        mark(command);
        var confidential = new Confidential(secrets, sealer, command);
        try (var parcel = parcels.of(command, guards)) {
            var attempted = attempt(command, new Hidden(confidential, parcel), progress);
            var masked = confidential.mask().apply(attempted);
            var result =
                    ResultBound.apply(parcel.deposit(masked), command.task().step());
            meters.attempt(meterName, outcome(result), Duration.ofNanos(System.nanoTime() - begun));
            return result;
        } catch (InterruptedException e) {
            meters.attempt(meterName, "stopped", Duration.ofNanos(System.nanoTime() - begun));
            throw e;
        } finally {
            MDC.clear();
        }
    }

    /** What the call's parameters do not show. */
    private record Hidden(Confidential confidential, Parcel parcel) {}

    private TaskResult attempt(StepCommand command, Hidden hidden, Consumer<String> progress)
            throws InterruptedException {
        try {
            return switch (command.call()) {
                case Call.Tool call -> runTool(command, call, hidden, progress);
                case Call.Model call -> runModel(command, call, hidden);
            };
        } catch (Parcel.UnopenedException e) {
            return new TaskResult.Failed(e.failure());
        } catch (SecretReferences.MissingException e) {
            return failed(FailureKind.DENIED, "SECRET_MISSING", e.getMessage());
        } catch (WorkspacePolicy.RefusedException e) {
            return failed(FailureKind.DENIED, "WORKSPACE_REFUSED", e.getMessage());
        } catch (WorkspaceException e) {
            return failed(FailureKind.DENIED, "OUTSIDE_WORKSPACE", "location: " + e.getMessage());
        } catch (IOException e) {
            return failed(
                    FailureKind.TOOL,
                    "OUTPUT_NOT_WRITTEN",
                    "location: " + e.getClass().getSimpleName() + " " + e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "step {} of job {} hit a bug",
                    command.task().step(),
                    command.task().jobId(),
                    e);
            return failed(
                    FailureKind.INTERNAL,
                    "TOOL_BUG",
                    "the tool broke: " + e.getClass().getName() + ": " + e.getMessage()
                            + "; the worker's log has the details");
        }
    }

    private TaskResult runTool(StepCommand command, Call.Tool call, Hidden hidden, Consumer<String> progress)
            throws InterruptedException, SecretReferences.MissingException, WorkspacePolicy.RefusedException,
                    WorkspaceException, IOException, Parcel.UnopenedException {
        var tool = tools.find(call.tool());
        if (tool.isEmpty()) {
            return unknownTool(call.tool());
        }
        var confidential = hidden.confidential();
        var budget = Budget.startingNow(Duration.ofMillis(command.timeoutMs()));
        // Last: what an artifact holds is data, whatever it looks like.
        var parameters = hidden.parcel().open(confidential.reveal(call.parameters()), budget);
        var workspace = workspaces.resolve(command.workspace());
        var task = command.task();
        var permit = CallTraits.permit(tool.get().name(), call.action(), parameters, task.step(), budget);
        var toolCall = new ToolCall(
                call.action(),
                parameters,
                workspace,
                key(command),
                confidential.byVariable(command.manner().secrets()),
                budget.total(),
                masked(progress, confidential.mask()));
        var file = target(command, workspace);
        var guard = guards.of(tool.get().name());
        var result = answer(command, budget, () -> {
            var made = guard.call(permit, () -> marked(command, tool.get(), toolCall));
            return ResultSchema.check(confidential.mask().apply(made), call.outputSchema(), task.step());
        });
        return written(file, result, command);
    }

    /** From the step's cache, else by the call, unless the step's rate limit forbids it. */
    private TaskResult answer(StepCommand command, Budget budget, GuardedCall call) throws InterruptedException {
        return cache.answer(command, budget, () -> {
            var refusal = command.manner().rate().flatMap(guards::refusal);
            return refusal.isPresent() ? new TaskResult.Failed(refusal.get()) : call.run();
        });
    }

    private static Optional<OutputTarget> target(StepCommand command, Workspace workspace)
            throws WorkspaceException, IOException {
        return command.file().isEmpty()
                ? Optional.empty()
                : Optional.of(OutputTarget.of(command.file().get(), workspace));
    }

    private static TaskResult written(Optional<OutputTarget> file, TaskResult result, StepCommand command)
            throws InterruptedException {
        return file.isEmpty()
                ? result
                : file.get().finish(result, command.task().step());
    }

    private static String key(StepCommand command) {
        var own = command.manner().idempotencyKey();
        return own.isEmpty() ? command.task().commandId() : own;
    }

    private TaskResult runModel(StepCommand command, Call.Model call, Hidden hidden)
            throws InterruptedException, SecretReferences.MissingException, WorkspacePolicy.RefusedException,
                    WorkspaceException, IOException, Parcel.UnopenedException {
        var confidential = hidden.confidential();
        var budget = Budget.startingNow(Duration.ofMillis(command.timeoutMs()));
        var resolved = hidden.parcel().open(confidential.reveal(call), budget);
        var file = command.file().isEmpty()
                ? Optional.<OutputTarget>empty()
                : target(command, workspaces.resolve(command.workspace()));
        var label = command.task().step();
        var result = answer(command, budget, () -> confidential.mask().apply(models.run(resolved, label, budget)));
        return written(file, result, command);
    }

    private TaskResult unknownTool(String name) {
        var nearest =
                tools.nearest(name).map(n -> "; did you mean '" + n + "'?").orElse(".");
        return failed(
                FailureKind.INVALID,
                "UNKNOWN_TOOL",
                "this worker has no tool '" + name + "'" + nearest + " It has " + String.join(", ", tools.names()));
    }

    private static Consumer<String> masked(Consumer<String> progress, Mask mask) {
        return text -> {
            var masked = mask.apply(text);
            progress.accept(masked.length() <= MAX_PROGRESS ? masked : masked.substring(0, MAX_PROGRESS));
        };
    }

    /** A time-limited call has a thread of its own, which the log must know too. */
    private static TaskResult marked(StepCommand command, Tool tool, ToolCall call) throws InterruptedException {
        mark(command);
        return tool.run(call);
    }

    private static void mark(StepCommand command) {
        MDC.put("job", command.task().jobId());
        MDC.put("step", command.task().step());
        MDC.put("attempt", Integer.toString(command.task().attempt()));
    }

    private String meterName(Call call) {
        return switch (call) {
            case Call.Tool tool -> tools.find(tool.tool()).map(Tool::name).orElse(UNKNOWN);
            case Call.Model model -> "model";
        };
    }

    private static String outcome(TaskResult result) {
        return switch (result) {
            case TaskResult.Done done -> done.success() ? "done" : "reported";
            case TaskResult.Failed failed -> failed.failure().kind().name().toLowerCase(Locale.ROOT);
        };
    }

    private static TaskResult failed(FailureKind kind, String code, @Nullable String message) {
        return new TaskResult.Failed(Failure.of(kind, code, String.valueOf(message)));
    }
}
