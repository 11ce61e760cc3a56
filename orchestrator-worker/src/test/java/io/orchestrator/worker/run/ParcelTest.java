package io.orchestrator.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.artifact.ArtifactStore;
import io.orchestrator.artifact.FolderStore;
import io.orchestrator.artifact.LargeValues;
import io.orchestrator.artifact.MarkSignature;
import io.orchestrator.artifact.MarkSignature.ForgedMarkException;
import io.orchestrator.json.Json;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.Call;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.worker.guard.Budget;
import io.orchestrator.worker.guard.GuardConfig;
import io.orchestrator.worker.guard.Guards;
import io.orchestrator.worker.meter.WorkerMeters;
import io.orchestrator.worker.tool.ToolCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large values of calls and results. */
final class ParcelTest {

    private static final String LONG = "0123456789".repeat(20_000);

    private final WorkerMeters meters = new WorkerMeters(new SimpleMeterRegistry());

    @TempDir
    private Path folder = Path.of("");

    private Path kept() {
        return folder.resolve("artifacts");
    }

    private ArtifactStore store() {
        return new FolderStore(kept());
    }

    private LargeValues values() {
        return LargeValues.in(store());
    }

    private TaskRunner runner(int memoryMib, OwnTool.Body body) {
        return OwnTool.runner(folder, OwnTool.tool(body), new Parcels(values(), memoryMib, meters));
    }

    private TaskResult run(OwnTool.Body body, Map<String, Value> parameters) throws InterruptedException {
        return runner(8, body).run(OwnTool.command(parameters), progress -> {});
    }

    private Value.Dict accepted(TaskResult result) throws ForgedMarkException {
        return MarkSignature.accept("claim", "job", OwnTool.envelope(result));
    }

    @Test
    void keepsALargeResultAndSignsItsMark() throws InterruptedException, ForgedMarkException {
        var result = run(call -> OwnTool.done(LONG), Map.of());

        assertThat(Json.write(OwnTool.envelope(result))).hasSizeLessThan(300);
        assertThat(values().openAll("job", accepted(result)).get("result")).isEqualTo(Value.of(LONG));
    }

    @Test
    void givesTheToolTheValueAndNotTheMark() throws InterruptedException {
        var mark = Value.of(values().put("job", Value.of(LONG)).text());
        var given = new ArrayList<Value>();

        run(
                call -> {
                    given.addAll(call.parameters().entries().values());
                    return OwnTool.done("fine");
                },
                Map.of("text", mark, "list", Value.of(List.of(mark))));

        assertThat(given).containsExactlyInAnyOrder(Value.of(LONG), Value.of(List.of(Value.of(LONG))));
    }

    @Test
    void keepsSecretsOutOfArtifacts() throws InterruptedException, IOException {
        run(call -> OwnTool.done(LONG + OwnTool.SECRET + LONG), Map.of());

        try (var files = Files.list(kept().resolve("job"))) {
            assertThat(files.toList())
                    .singleElement()
                    .satisfies(file ->
                            assertThat(Files.readString(file)).contains("***").doesNotContain(OwnTool.SECRET));
        }
    }

    @Test
    void leavesSecretReferencesInsideOfAnArtifactAsTheyAre() throws InterruptedException {
        var spelled = LONG + "${secret:" + OwnTool.MARK + ":api-token}";
        var mark = Value.of(values().put("job", Value.of(spelled)).text());
        var given = new ArrayList<ToolCall>();

        run(
                call -> {
                    given.add(call);
                    return OwnTool.done("fine");
                },
                Map.of("text", mark, "key", Value.of("${secret:" + OwnTool.MARK + ":api-token}")));

        assertThat(given).singleElement().satisfies(call -> {
            assertThat(call.parameters().get("text")).isEqualTo(Value.of(spelled));
            assertThat(call.parameters().get("key")).isEqualTo(Value.of(OwnTool.SECRET));
        });
    }

    @Test
    void refusesAMarkThatAToolMakes() throws InterruptedException {
        var mark = new ArtifactMark(ArtifactMark.Kind.TEXT, 5, "ab".repeat(32));

        for (String text : List.of(mark.text(), MarkSignature.sign("guessed", "job", mark))) {
            var result = run(call -> OwnTool.done(text), Map.of());

            assertThat(OwnTool.failure(result).kind()).isEqualTo(FailureKind.DENIED);
            assertThat(OwnTool.failure(result).code()).isEqualTo("FORGED_ARTIFACT");
        }
    }

    @Test
    void failsUnavailableWhenTheStoreCannotBeUsed() throws InterruptedException, IOException {
        Files.writeString(kept(), "a file in the way");

        var result = run(call -> OwnTool.done(LONG), Map.of());

        assertThat(OwnTool.failure(result).kind()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(OwnTool.failure(result).code()).isEqualTo("ARTIFACT_UNREACHABLE");
        assertThat(OwnTool.failure(result).message()).contains("artifacts.folder", "'step'");
    }

    @Test
    void failsUnavailableAndSaysWhereWhenAnArtifactIsMissing() throws InterruptedException {
        var mark = new ArtifactMark(ArtifactMark.Kind.TEXT, 5, "ab".repeat(32));

        var result = run(call -> OwnTool.done("never"), Map.of("text", Value.of(mark.text())));

        assertThat(OwnTool.failure(result).kind()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(OwnTool.failure(result).message()).contains("need the same store");
    }

    @Test
    void refusesMoreThanItsMemoryBothWays() throws InterruptedException {
        var text = "x".repeat(1 << 20) + "y";
        var mark = Value.of(values().put("job", Value.of(text)).text());

        var in = runner(1, call -> OwnTool.done("never")).run(OwnTool.command(Map.of("text", mark)), progress -> {});
        var out = runner(1, call -> OwnTool.done(text)).run(OwnTool.command(Map.of()), progress -> {});

        assertThat(OwnTool.failure(in).code()).isEqualTo("ARTIFACTS_TOO_LARGE");
        assertThat(OwnTool.failure(in).message()).contains(Parcels.SETTING);
        assertThat(OwnTool.failure(out).code()).isEqualTo("OUTPUT_TOO_LARGE");
        assertThat(OwnTool.failure(out).message()).contains(Parcels.SETTING);
    }

    @Test
    void givesItsMemoryBackWhenAnAttemptEnds() throws InterruptedException {
        var mark = Value.of(values().put("job", Value.of(LONG)).text());
        var runner = runner(1, call -> OwnTool.done("fine"));

        for (var i = 0; i < 3; i++) {
            var result = runner.run(OwnTool.command(Map.of("text", mark)), progress -> {});

            assertThat(result).isInstanceOf(TaskResult.Done.class);
        }
    }

    @Test
    void opensTheLargePromptOfAModelCall() throws InterruptedException {
        var mark = values().put("job", Value.of(LONG)).text();
        var call = new Call.Model(List.of("nobody/none"), "generate", mark, Value.EMPTY, Value.EMPTY);
        var guards = new Guards(Map.of(), GuardConfig.defaults(), meters.registry());

        try (var parcel = new Parcels(values(), 8, meters).of(OwnTool.command(call, ""), guards)) {
            var opened = parcel.open(call, Budget.startingNow(Duration.ZERO));

            assertThat(opened.prompt()).isEqualTo(LONG);
        } catch (Parcel.UnopenedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refusesAResultThatIsTooLargeForItsRecordAllTheSame() throws InterruptedException {
        var wide = new LinkedHashMap<String, Value>();
        for (var i = 0; i < 20; i++) {
            wide.put("field" + i, Value.of("x".repeat(60_000)));
        }
        wide.put("success", Value.Bool.TRUE);

        var result = run(call -> new TaskResult.Done(Value.of(wide), Optional.empty()), Map.of());

        assertThat(OwnTool.failure(result).code()).isEqualTo("OUTPUT_TOO_LARGE");
    }
}
