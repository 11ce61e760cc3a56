package io.orchestrator.worker.run;

import static io.orchestrator.worker.run.OwnTool.command;
import static io.orchestrator.worker.run.OwnTool.done;
import static io.orchestrator.worker.run.OwnTool.envelope;
import static io.orchestrator.worker.run.OwnTool.failure;
import static io.orchestrator.worker.run.OwnTool.tool;
import static io.orchestrator.worker.run.OwnTool.wanting;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.Call;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Tool;
import io.orchestrator.worker.tool.ToolCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One command to one result: tools, files, workspaces, limits. */
final class TaskRunnerTest {

    @TempDir
    Path folder;

    private final List<String> progress = new ArrayList<>();

    @Test
    void writesTheFileAndTellsAboutItWhenTheCommandWantsOne() throws InterruptedException, IOException {
        var wanted = wanting("out/a.json", Value.EMPTY);

        var result = runner(tool(call -> done("{\"a\": 1}"))).run(wanted, progress::add);

        assertThat(root().resolve("out/a.json")).hasContent("{\"a\": 1}");
        assertThat(((Value.Dict) Objects.requireNonNull(envelope(result).get("output_info"))).get("location"))
                .isEqualTo(Value.of("out/a.json"));
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
    void answersFromItsCacheWithoutUsingUpTheLimitWhenTheStepHasBoth() throws InterruptedException {
        var calls = new ArrayList<String>();
        var runner = runner(tool(call -> {
            calls.add("called");
            return done("fine");
        }));
        var manner = new StepCommand.Manner(
                "", Optional.of(rate("bank", 1)), Map.of(), Optional.of(new StepCommand.Cache("", 60_000)));

        runner.run(command(Map.of(), manner), progress::add);
        var again = runner.run(command(Map.of(), manner), progress::add);

        assertThat(calls).hasSize(1);
        assertThat(envelope(again).get("from_cache")).isEqualTo(Value.Bool.TRUE);
        assertThat(envelope(again).get("result")).isEqualTo(Value.of("fine"));
    }

    private TaskRunner runner(Tool tool) {
        return OwnTool.runner(folder, tool);
    }

    private Path root() {
        return folder.resolve("root");
    }
}
