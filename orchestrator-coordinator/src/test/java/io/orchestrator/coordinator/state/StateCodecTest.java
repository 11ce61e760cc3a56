package io.orchestrator.coordinator.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.avro.StoredHeader;
import io.orchestrator.avro.StoredRoot;
import io.orchestrator.avro.StoredStep;
import io.orchestrator.avro.StoredTimer;
import io.orchestrator.coordinator.GoldenFile;
import io.orchestrator.engine.JobHeader;
import io.orchestrator.engine.JobRoot;
import io.orchestrator.engine.JobTimer;
import io.orchestrator.engine.StepState;
import io.orchestrator.json.Json;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.ModelUsage;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StateCodecTest {

    private static final Value.Dict VALUES =
            Json.parseDict("{\"text\":\"a \\u00e9 \\ud83d\\ude00\",\"n\":1,\"big\":123456789012345678901234567890,"
                    + "\"real\":0.5,\"list\":[true,null,{\"deep\":[]}]}");

    private static final JobHeader HEADER = new JobHeader(
            "hello-1", "hello@1.0.0", "abc123", VALUES, Priority.HIGH, Map.of("team", "a"), "/work", "ann", 1_000, 3);

    private static final JobRoot ROOT = new JobRoot(
            JobStatus.FAILED,
            2,
            17,
            5_000,
            3,
            true,
            true,
            false,
            VALUES,
            new Failure(FailureKind.TOOL, "BROKEN", "it broke", 250),
            "second");

    private static final StepState STEP = new StepState(
            1,
            StepStatus.COMPLETED,
            0,
            2,
            1,
            "0123456789abcdef0123456789abcdef",
            "worker-1",
            2_000,
            3_000,
            4_000,
            VALUES,
            new ModelUsage("openai", "small", 10, 20),
            new Failure(FailureKind.LOST, "LEASE_EXPIRED", "the worker was lost", 0),
            true);

    private static final StepState PENDING =
            new StepState(0, StepStatus.PENDING, 4, 0, 0, "", "", 0, 0, 0, null, null, null, false);

    private final StateCodec codec = new StateCodec();

    @Test
    void readsHeaderAndRootAsWritten() {
        assertThat(codec.header(codec.encode(HEADER))).isEqualTo(HEADER);
        assertThat(codec.root(codec.encode(ROOT))).isEqualTo(ROOT);
    }

    @Test
    void readsStepAsWrittenWhenFullAndWhenEmpty() {
        assertThat(codec.step(codec.encode(STEP))).isEqualTo(STEP);
        assertThat(codec.step(codec.encode(PENDING))).isEqualTo(PENDING);
    }

    @ParameterizedTest
    @MethodSource("dues")
    void readsTimerAsWritten(Due due) {
        assertThat(codec.due(codec.encode(due))).isEqualTo(due);
    }

    static Stream<Due> dues() {
        return Stream.of(
                new Due.Step(new JobTimer("job-1", JobTimer.Kind.RETRY, 7, 1, 2, 9_000)),
                new Due.Step(new JobTimer("job-1", JobTimer.Kind.LEASE, 0, 0, 1, 9_000)),
                new Due.Request("job-1", 9_000, 19_000, ByteBuffer.wrap(new byte[] {0, 1, 2}), 3, 42),
                new Due.ForgetJob("job-1", 9_000),
                new Due.ForgetView("job-1", 9_000));
    }

    @ParameterizedTest
    @EnumSource(JobStatus.class)
    void readsRootOfEveryStatus(JobStatus status) {
        var root = new JobRoot(status, 0, 1, 1, 0, false, false, false, Value.EMPTY, null, "");

        assertThat(codec.root(codec.encode(root))).isEqualTo(root);
    }

    @Test
    void writesTheSameBytesAsEver() {
        var lines = new StringBuilder();
        List.of(codec.encode(HEADER), codec.encode(ROOT), codec.encode(STEP), codec.encode(PENDING))
                .forEach(bytes -> lines.append(HexFormat.of().formatHex(bytes)).append('\n'));
        dues().forEach(due ->
                lines.append(HexFormat.of().formatHex(codec.encode(due))).append('\n'));

        GoldenFile.check("state-v1.hex", lines.toString());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void keepsTheSchemasOfTheVersionThatIsWritten(Schema current) {
        var published = VersionedAvro.published(StateCodec.VERSION, current.getName());

        assertThat(published)
                .as("a published state schema never changes: raise StateCodec.VERSION and add the new one")
                .isEqualTo(current);
    }

    static Stream<Schema> schemas() {
        return Stream.of(
                StoredHeader.getClassSchema(),
                StoredRoot.getClassSchema(),
                StoredStep.getClassSchema(),
                StoredTimer.getClassSchema());
    }

    @Test
    void refusesBytesOfANewerVersion() {
        var bytes = codec.encode(ROOT);
        bytes[1] = StateCodec.VERSION + 1;

        assertThatThrownBy(() -> codec.root(bytes))
                .isInstanceOf(UnreadableStateException.class)
                .hasMessageContaining("a newer coordinator wrote it");
    }

    @Test
    void refusesBytesThatAreCutOff() {
        var bytes = codec.encode(HEADER);

        assertThatThrownBy(() -> codec.header(new byte[] {0})).isInstanceOf(UnreadableStateException.class);
        assertThatThrownBy(() -> codec.header(Arrays.copyOf(bytes, bytes.length / 2)))
                .isInstanceOf(UnreadableStateException.class);
    }

    @Test
    void refusesWhatDoesNotFitARecord() {
        var big = Value.of(Map.of("text", Value.of("x".repeat(StateCodec.MAX_BYTES))));
        var root = new JobRoot(JobStatus.COMPLETED, 0, 1, 1, 0, false, false, true, big, null, "");

        assertThatThrownBy(() -> codec.encode(root))
                .isInstanceOf(StateTooLargeException.class)
                .hasMessageContaining("pass their paths");
    }

    @Test
    void ordersTimersByTimeAndStepsByIndex() {
        var early = StateKeys.timer(new Due.ForgetJob("z", 255));
        var late = StateKeys.timer(new Due.ForgetJob("a", 256));

        assertThat(Arrays.compareUnsigned(early, late)).isNegative();
        assertThat(StateKeys.dueAtMs(late)).isEqualTo(256);
        assertThat(Arrays.compareUnsigned(StateKeys.step("job", 9), StateKeys.step("job", 10)))
                .isNegative();
        assertThat(Arrays.compareUnsigned(StateKeys.step("job", Integer.MAX_VALUE), StateKeys.step("job-2", 0)))
                .isNegative();
    }
}
