package io.orchestrator.worker.run;

import static io.orchestrator.worker.run.OwnTool.MARK;
import static io.orchestrator.worker.run.OwnTool.SEALER;
import static io.orchestrator.worker.run.OwnTool.SECRET;
import static io.orchestrator.worker.run.OwnTool.command;
import static io.orchestrator.worker.run.OwnTool.done;
import static io.orchestrator.worker.run.OwnTool.envelope;
import static io.orchestrator.worker.run.OwnTool.failure;
import static io.orchestrator.worker.run.OwnTool.tool;
import static io.orchestrator.worker.run.OwnTool.wanting;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.Call;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an attempt knows and nobody else may: it is there for the call and in nothing that comes back. */
final class ConfidentialTest {

    @TempDir
    Path folder;

    private final List<String> progress = new ArrayList<>();

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
    void masksSecretsWhenAFileIsMadeOfTheResult() throws InterruptedException {
        var wanted = wanting("a.txt", Value.EMPTY);

        runner(tool(call -> done("token=" + SECRET))).run(wanted, progress::add);

        assertThat(root().resolve("a.txt")).hasContent("token=***");
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
        return OwnTool.runner(folder, tool);
    }

    private Path root() {
        return folder.resolve("root");
    }
}
