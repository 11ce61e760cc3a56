package io.orchestrator.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.config.Secret;
import io.orchestrator.model.Call;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TaskRunnerTest {

    private static final Sealer SEALER = Sealer.of(new Secret("the key of sensitive inputs"));
    private static final String MARK = "0123456789abcdef";
    private static final String SECRET = "hunter2-hunter2";

    @TempDir
    Path folder;

    private final List<String> progress = new ArrayList<>();
    private Path secretFolder = Path.of("");

    @BeforeEach
    void writeSecret() throws IOException {
        secretFolder = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secretFolder.resolve("db.password"), "from-a-file\n");
    }

    @Test
    void givesTheToolTheSecretWhenAParameterRefersToOne() throws InterruptedException {
        var seen = new ArrayList<Value>();
        var runner = runner(tool(call -> {
            seen.add(call.parameters());
            return done("fine");
        }));

        runner.run(
                command(Map.of(
                        "a",
                        Value.of("Bearer ${secret:" + MARK + ":api-token}!"),
                        "b",
                        Value.of(List.of(Value.of("${secret:" + MARK + ":db.password}"))))),
                progress::add);

        assertThat(seen)
                .containsExactly(Value.of(Map.of(
                        "a", Value.of("Bearer " + SECRET + "!"), "b", Value.of(List.of(Value.of("from-a-file"))))));
    }

    @Test
    void leavesTextAloneWhenItOnlyLooksLikeASecret() throws InterruptedException {
        var seen = new ArrayList<Value.Dict>();
        var runner = runner(tool(call -> {
            seen.add(call.parameters());
            return done("fine");
        }));
        var page = Map.<String, Value>of("page", Value.of("${secret:api-token} ${secret:fedcba9876543210:api-token}"));

        runner.run(command(page), progress::add);

        assertThat(seen).containsExactly(Value.of(page));
    }

    @Test
    void writesTheFileAndTellsAboutItWhenTheCommandWantsOne() throws InterruptedException, IOException {
        var wanted = wanting("out/a.json", Value.EMPTY);

        var result = runner(tool(call -> done("{\"a\": 1}"))).run(wanted, progress::add);

        assertThat(root().resolve("out/a.json")).hasContent("{\"a\": 1}");
        assertThat(((Value.Dict) Objects.requireNonNull(envelope(result).get("output_info"))).get("location"))
                .isEqualTo(Value.of("out/a.json"));
    }

    @Test
    void masksSecretsWhenAFileIsMadeOfTheResult() throws InterruptedException {
        var wanted = wanting("a.txt", Value.EMPTY);

        runner(tool(call -> done("token=" + SECRET))).run(wanted, progress::add);

        assertThat(root().resolve("a.txt")).hasContent("token=***");
    }

    @Test
    void refusesALocationWhenItLeadsOutOfTheWorkspace() throws InterruptedException {
        var ran = new ArrayList<ToolCall>();
        var runner = runner(tool(call -> {
            ran.add(call);
            return done("fine");
        }));

        var result = runner.run(wanting("../a.txt", Value.EMPTY), progress::add);

        assertThat(failure(result).code()).isEqualTo("OUTSIDE_WORKSPACE");
        assertThat(ran).isEmpty();
    }

    @Test
    void failsWithTheViolationsWhenTheResultDoesNotFitItsSchema() throws InterruptedException {
        var schema = Value.of(Map.of("type", Value.of("integer")));

        var result = runner(tool(call -> done("one"))).run(wanting("a.txt", schema), progress::add);

        assertThat(failure(result).code()).isEqualTo("OUTPUT_UNFIT");
        assertThat(failure(result).message()).contains("'step'").contains("integer");
        assertThat(root().resolve("a.txt")).doesNotExist();
    }

    @Test
    void opensSensitiveInputsForTheCallOnlyAndMasksThem() throws InterruptedException {
        var seen = new ArrayList<Value.Dict>();
        var runner = runner(tool(call -> {
            seen.add(call.parameters());
            return done(
                    "card 4111-1111, a-pin-of-the-job, of " + call.parameters().get("all"));
        }));
        var card = SEALER.seal(Value.of("4111-1111"), "job");
        var foreign = SEALER.seal(Value.of("other"), "another job");

        var result = runner.run(
                command(Map.of(
                        "all",
                        Value.of("n=" + card),
                        "count",
                        Value.of(SEALER.seal(Value.of(12345), "job")),
                        "foreign",
                        Value.of(foreign))),
                progress::add);

        assertThat(seen)
                .containsExactly(Value.of(Map.of(
                        "all", Value.of("n=4111-1111"), "count", Value.of(12345), "foreign", Value.of(foreign))));
        assertThat(envelope(result).get("result")).isEqualTo(Value.of("card ***, ***, of Text[value=n=***]"));
    }

    @Test
    void masksSecretsWhenTheyComeBack() throws InterruptedException {
        var runner = runner(tool(call -> {
            call.progress().accept("using " + SECRET);
            return done("token=" + SECRET);
        }));

        var result = runner.run(command(Map.of()), progress::add);

        assertThat(envelope(result).get("result")).isEqualTo(Value.of("token=***"));
        assertThat(progress).containsExactly("using ***");
    }

    @Test
    void masksSecretsWhenTheyAreInAFailure() throws InterruptedException {
        var runner = runner(tool(call ->
                new TaskResult.Failed(Failure.of(FailureKind.DENIED, "NO", "key " + SECRET + " is not from-a-file"))));

        var result = runner.run(command(Map.of()), progress::add);

        assertThat(failure(result).message()).isEqualTo("key *** is not ***");
    }

    @Test
    void saysWhereToPutItWhenASecretIsMissing() throws InterruptedException {
        var runner = runner(tool(call -> done("fine")));

        var result = runner.run(command(Map.of("a", Value.of("${secret:" + MARK + ":other-key}"))), progress::add);

        assertThat(failure(result).kind()).isEqualTo(FailureKind.DENIED);
        assertThat(failure(result).message()).contains("'other-key'").contains("ORCHESTRATOR_SECRET_OTHER_KEY");
    }

    @Test
    void namesTheNearestWhenTheToolIsUnknown() throws InterruptedException {
        var command = command(new Call.Tool("terminall", "", Value.EMPTY), "");

        var result = runner(tool(call -> done("fine"))).run(command, progress::add);

        assertThat(failure(result).code()).isEqualTo("UNKNOWN_TOOL");
        assertThat(failure(result).kind()).isEqualTo(FailureKind.INVALID);
        assertThat(failure(result).message()).contains("did you mean 'terminal'?");
    }

    @Test
    void failsWithTheExceptionWhenAToolHasABug() throws InterruptedException {
        var runner = runner(tool(call -> {
            throw new IllegalStateException("boom");
        }));

        var result = runner.run(command(Map.of()), progress::add);

        assertThat(failure(result).kind()).isEqualTo(FailureKind.INTERNAL);
        assertThat(failure(result).message()).contains("java.lang.IllegalStateException: boom");
    }

    @Test
    void failsWithTheBoundWhenTheResultIsTooLarge() throws InterruptedException {
        var runner = runner(tool(call -> done("x".repeat(900_001))));

        var result = runner.run(command(Map.of()), progress::add);

        assertThat(failure(result).kind()).isEqualTo(FailureKind.LIMIT);
        assertThat(failure(result).code()).isEqualTo("OUTPUT_TOO_LARGE");
    }

    @Test
    void refusesAWorkspaceWhenItIsOutsideTheRoots() throws InterruptedException {
        var runner = runner(tool(call -> done("fine")));

        var result = runner.run(command(new Call.Tool("own", "", Value.EMPTY), "/etc"), progress::add);

        assertThat(failure(result).kind()).isEqualTo(FailureKind.DENIED);
        assertThat(failure(result).message()).contains("/etc").contains("workspace.roots");
    }

    @Test
    void refusesAWorkspaceWhenALinkLeadsOutOfTheRoots() throws InterruptedException, IOException {
        Files.createSymbolicLink(Files.createDirectories(root()).resolve("link"), Path.of("/etc"));
        var runner = runner(tool(call -> done("fine")));

        var inside = root().resolve("link").toString();
        var result = runner.run(command(new Call.Tool("own", "", Value.EMPTY), inside), progress::add);

        assertThat(failure(result).code()).isEqualTo("WORKSPACE_REFUSED");
    }

    @Test
    void usesTheFirstRootWhenTheCommandNamesNoWorkspace() throws InterruptedException, IOException {
        var seen = new ArrayList<Path>();
        var runner = runner(tool(call -> {
            seen.add(call.workspace().root());
            return done("fine");
        }));

        runner.run(command(Map.of()), progress::add);

        assertThat(seen).containsExactly(root().toRealPath());
    }

    @Test
    void killsAndTellsWhenTheTimeLimitPasses() throws InterruptedException {
        var call = new Call.Tool("terminal", "execute", Value.of(Map.of("command", Value.of("sleep 30"))));
        var base = command(call, "");
        var limited = new StepCommand(
                base.task(), call, 1_000, base.queue(), base.priority(), base.delivery(), "", 0, base.claim());
        var begun = System.nanoTime();

        var result = runner(tool(c -> done("fine"))).run(limited, progress::add);

        assertThat(failure(result).message()).isEqualTo("Task 'step' exceeded timeout of 1 seconds");
        assertThat((System.nanoTime() - begun) / 1_000_000_000).isLessThan(15);
    }

    @Test
    void parksTheStepWhenItsOwnLimitIsReachedAndTellsWhenToComeAgain() throws InterruptedException {
        var calls = new ArrayList<String>();
        var runner = runner(tool(call -> {
            calls.add("called");
            return done("fine");
        }));
        var limited = command(Map.of(), new StepCommand.Manner("", Optional.of(rate("bank", 2)), Map.of()));
        var other = command(Map.of(), new StepCommand.Manner("", Optional.of(rate("shop", 2)), Map.of()));

        runner.run(limited, progress::add);
        runner.run(limited, progress::add);
        var refused = failure(runner.run(limited, progress::add));
        runner.run(other, progress::add);

        assertThat(calls).hasSize(3);
        assertThat(refused.notAttempted()).isTrue();
        assertThat(refused.retryAfterMs()).isBetween(1L, 3_600_000L);
        assertThat(refused.message()).contains("'bank'", "limited to 2");
    }

    private static StepCommand.Rate rate(String key, int calls) {
        return new StepCommand.Rate(key, calls, 3_600_000);
    }

    @Test
    void givesTheToolTheStepsOwnKeyElseTheCommands() throws InterruptedException {
        var keys = new ArrayList<String>();
        var runner = runner(tool(call -> {
            keys.add(call.idempotencyKey());
            return done("fine");
        }));

        runner.run(command(Map.of(), new StepCommand.Manner("order-7", Optional.empty(), Map.of())), progress::add);
        runner.run(command(Map.of()), progress::add);

        assertThat(keys).containsExactly("order-7", "id");
    }

    @Test
    void putsKeyAndSecretsIntoTheEnvironmentOfAProcessAndMasksThem() throws InterruptedException {
        var call = new Call.Tool(
                "terminal",
                "execute",
                Value.of(Map.of(
                        "command",
                        Value.of("echo $ORCHESTRATOR_IDEMPOTENCY_KEY; printf %s $TOKEN | wc -c; echo $TOKEN"))));
        var manner = new StepCommand.Manner("order-7", Optional.empty(), Map.of("TOKEN", "api-token"));

        var result = runner(tool(c -> done("fine"))).run(command(call, "").with(manner), progress::add);

        var fields =
                (Value.Dict) java.util.Objects.requireNonNull(envelope(result).get("result"));
        assertThat(fields.get("stdout")).isEqualTo(Value.of("order-7\n" + SECRET.length() + "\n***\n"));
    }

    @Test
    void failsWhenASecretThatTheStepNamesIsMissing() throws InterruptedException {
        var manner = new StepCommand.Manner("", Optional.empty(), Map.of("KEY", "other-key"));

        var result = runner(tool(call -> done("fine"))).run(command(Map.of(), manner), progress::add);

        assertThat(failure(result).message()).contains("'other-key'");
    }

    private TaskRunner runner(Tool tool) {
        var meters = new WorkerMeters(new SimpleMeterRegistry());
        var guards = new Guards(Map.of(), GuardConfig.defaults(), meters.registry());
        var models = ConfiguredModels.create(List.of());
        var secrets = SecretStore.create(
                Map.of("ORCHESTRATOR_SECRET_API_TOKEN", SECRET),
                Optional.of(secretFolder),
                List.of(new Secret("a-model-key")));
        return new TaskRunner(new TaskRunner.Parts(
                new ToolShelf(Tools.builtIn(ToolLimits.defaults()), List.of(tool)),
                new ModelRunner(models, guards, meters),
                guards,
                secrets,
                Optional.of(SEALER),
                new WorkspacePolicy(List.of(root())),
                meters));
    }

    private Path root() {
        return folder.resolve("root");
    }

    private static StepCommand command(Map<String, Value> parameters, StepCommand.Manner manner) {
        return command(parameters).with(manner);
    }

    private static StepCommand command(Map<String, Value> parameters) {
        return command(new Call.Tool("own", "", Value.of(parameters)), "");
    }

    private static StepCommand wanting(String location, Value.Dict schema) {
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

    private static StepCommand command(Call call, String workspace) {
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
    private interface Body {
        TaskResult run(ToolCall call) throws InterruptedException;
    }

    private static Tool tool(Body body) {
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

    private static TaskResult done(String text) {
        return new TaskResult.Done(
                Value.of(Map.of("result", Value.of(text), "success", Value.Bool.TRUE)), Optional.empty());
    }

    private static Value.Dict envelope(TaskResult result) {
        return ((TaskResult.Done) result).envelope();
    }

    private static Failure failure(TaskResult result) {
        return ((TaskResult.Failed) result).failure();
    }
}
