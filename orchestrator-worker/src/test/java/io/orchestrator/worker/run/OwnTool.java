package io.orchestrator.worker.run;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.config.Secret;
import io.orchestrator.model.Call;
import io.orchestrator.model.Failure;
import io.orchestrator.model.OutputFile;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.sealing.Sealer;
import io.orchestrator.worker.guard.GuardConfig;
import io.orchestrator.worker.guard.Guards;
import io.orchestrator.worker.meter.WorkerMeters;
import io.orchestrator.worker.model.ConfiguredModels;
import io.orchestrator.worker.model.ModelRunner;
import io.orchestrator.worker.tool.Tool;
import io.orchestrator.worker.tool.ToolCall;
import io.orchestrator.worker.tool.ToolLimits;
import io.orchestrator.worker.tool.builtin.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tool whose work a test writes, a runner that has it, and commands that call it. */
public final class OwnTool {

    static final Sealer SEALER = Sealer.of(new Secret("the key of sensitive inputs"));
    static final String MARK = "0123456789abcdef";

    static final String SECRET = "hunter2-hunter2";

    private OwnTool() {}

    /** A runner that also has the secrets {@code api-token} and, in a file, {@code db.password}. */
    public static TaskRunner runner(Path folder, Tool tool) {
        return runner(folder, tool, Parcels.none(new WorkerMeters(new SimpleMeterRegistry())));
    }

    static TaskRunner runner(Path folder, Tool tool, Parcels parcels) {
        var meters = parcels.meters();
        var guards = new Guards(Map.of(), GuardConfig.defaults(), meters.registry());
        var models = ConfiguredModels.create(List.of());
        var secrets = SecretStore.create(
                Map.of("ORCHESTRATOR_SECRET_API_TOKEN", SECRET),
                Optional.of(secretFolder(folder)),
                List.of(new Secret("a-model-key")));
        return new TaskRunner(new TaskRunner.Parts(
                new ToolShelf(Tools.builtIn(ToolLimits.defaults()), List.of(tool)),
                new ModelRunner(models, guards, meters),
                guards,
                secrets,
                Optional.of(SEALER),
                new WorkspacePolicy(List.of(folder.resolve("root"))),
                meters,
                parcels));
    }

    private static Path secretFolder(Path folder) {
        try {
            var secrets = Files.createDirectories(folder.resolve("secrets"));
            Files.writeString(secrets.resolve("db.password"), "from-a-file\n");
            return secrets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StepCommand command(Map<String, Value> parameters, StepCommand.Manner manner) {
        return command(parameters).with(manner);
    }

    static StepCommand command(Map<String, Value> parameters) {
        return command(new Call.Tool("own", "", Value.of(parameters)), "");
    }

    static StepCommand wanting(String location, Value.Dict schema) {
        var base = command(new Call.Tool("own", "", Value.EMPTY, schema), "");
        return new StepCommand(
                base.task(),
                base.call(),
                "",
                List.of(),
                Optional.of(new OutputFile(location, "", 0)),
                0,
                base.queue(),
                base.priority(),
                base.delivery(),
                "",
                0,
                base.claim(),
                StepCommand.Manner.PLAIN);
    }

    static StepCommand command(Call call, String workspace) {
        return new StepCommand(
                new TaskRef("id", "job", 0, "step", 1),
                call,
                MARK,
                List.of(SEALER.seal(Value.of("a-pin-of-the-job"), "job")),
                Optional.empty(),
                0,
                "default",
                Priority.NORMAL,
                StepCommand.Delivery.AT_LEAST_ONCE,
                workspace,
                0,
                "claim",
                StepCommand.Manner.PLAIN);
    }

    /** What a test's tool does. */
    interface Body {
        TaskResult run(ToolCall call) throws InterruptedException;
    }

    static Tool tool(Body body) {
        return new Tool() {
            @Override
            public String name() {
                return "own";
            }

            @Override
            public TaskResult run(ToolCall call) throws InterruptedException {
                return body.run(call);
            }
        };
    }

    static TaskResult done(String text) {
        return new TaskResult.Done(
                Value.of(Map.of("result", Value.of(text), "success", Value.Bool.TRUE)), Optional.empty());
    }

    static Value.Dict envelope(TaskResult result) {
        return ((TaskResult.Done) result).envelope();
    }

    static Failure failure(TaskResult result) {
        return ((TaskResult.Failed) result).failure();
    }
}
