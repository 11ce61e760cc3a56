package io.orchestrator.coordinator.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.avro.StoredCheckpoints;
import io.orchestrator.avro.StoredFrame;
import io.orchestrator.avro.StoredHeader;
import io.orchestrator.avro.StoredItems;
import io.orchestrator.avro.StoredLane;
import io.orchestrator.avro.StoredRoot;
import io.orchestrator.avro.StoredSchedule;
import io.orchestrator.avro.StoredSignals;
import io.orchestrator.avro.StoredStep;
import io.orchestrator.avro.StoredTicket;
import io.orchestrator.avro.StoredTimer;
import io.orchestrator.avro.StoredVariable;
import io.orchestrator.coordinator.GoldenFile;
import io.orchestrator.engine.Admission;
import io.orchestrator.engine.Checkpoint;
import io.orchestrator.engine.Course;
import io.orchestrator.engine.FrameState;
import io.orchestrator.engine.Frames;
import io.orchestrator.engine.JobHeader;
import io.orchestrator.engine.JobRoot;
import io.orchestrator.engine.JobTimer;
import io.orchestrator.engine.Signals;
import io.orchestrator.engine.StepState;
import io.orchestrator.engine.VariablePath;
import io.orchestrator.engine.VariableState;
import io.orchestrator.engine.Versions;
import io.orchestrator.json.Json;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobLane;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.MissedFires;
import io.orchestrator.model.ModelUsage;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Rhythm;
import io.orchestrator.model.Schedule;
import io.orchestrator.model.ScheduleView;
import io.orchestrator.model.ScheduledJob;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.model.VariableValue;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.StepPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StateCodecTest {

    private static final Value.Dict VALUES =
            Json.parseDict("{\"text\":\"a \\u00e9 \\ud83d\\ude00\",\"n\":1,\"big\":123456789012345678901234567890,"
                    + "\"real\":0.5,\"list\":[true,null,{\"deep\":[]}]}");

    private static final JobHeader HEADER = new JobHeader(
            "hello-1",
            "hello@1.0.0",
            "abc123",
            VALUES,
            Priority.HIGH,
            Map.of("team", "a"),
            "/work",
            "ann",
            1_000,
            3,
            null);

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
            "second",
            null,
            Course.NONE,
            Versions.FIRST);

    private static final StepState STEP = new StepState(
            StepPath.of(1),
            StepStatus.COMPLETED,
            0,
            new StepState.Tries(2, 1, 0, 0),
            new StepState.Run("0123456789abcdef0123456789abcdef", "worker-1", "", 2_000, 3_000, 4_000),
            Frames.NONE,
            VALUES,
            new ModelUsage("openai", "small", 10, 20),
            new Failure(FailureKind.LOST, "LEASE_EXPIRED", "the worker was lost", 0),
            true);

    private static final StepState PENDING = new StepState(
            StepPath.of(0),
            StepStatus.PENDING,
            4,
            StepState.Tries.NONE,
            StepState.Run.NONE,
            Frames.NONE,
            null,
            null,
            null,
            false);

    private static final StepState NESTED = new StepState(
            StepPath.of(2).frame(7).step(3).frame(-1).step(4),
            StepStatus.RUNNING,
            0,
            new StepState.Tries(5, 0, 3, 1),
            new StepState.Run("", "", "report-1", 2_000, 0, 0),
            new Frames(-1, 2, 6, List.of(4, 5), 1, 2, 3),
            null,
            null,
            null,
            false);

    private static final FrameState FRAME = new FrameState(StepPath.of(2).frame(7), 3, FrameState.Ending.UNSUCCESSFUL);

    private static final Value.Array ITEMS = Value.of(List.of(Value.of(1), Value.of("two")));

    private static final VariableState VARIABLE = new VariableState(
            new VariablePath(StepPath.of(2).frame(7), "total"),
            4,
            "loop[7].add",
            new VariableValue("integer", Optional.of(Value.of(42)), 2, ""),
            null);

    private static final VariableState LONG_VARIABLE = new VariableState(
            new VariablePath(FramePath.ROOT, "text"),
            1,
            "first",
            new VariableValue("string", Optional.empty(), 5_002, "0123abcd"),
            VALUES);

    private static final JobRoot CHANGED = new JobRoot(
            JobStatus.RETRYING,
            3,
            99,
            5_000,
            3,
            false,
            false,
            false,
            Value.EMPTY,
            null,
            "",
            null,
            new Course(Priority.LOW, 2, 5_000, true, List.of("c-1", "c-2"), null),
            new Versions(7, List.of(new Versions.Span(2, 3), new Versions.Span(5, 6)), 4, 6, 88, 4_000));

    private static final List<Checkpoint> CHECKPOINTS = List.of(
            new Checkpoint(1, 10, 3_000, ControlFact.Cause.MANUAL, "before"),
            new Checkpoint(6, 88, 4_000, ControlFact.Cause.FAILURE, ""));

    private static final Signals SIGNALS = new Signals(
            List.of(new Signals.Early("c-3", "go", "ada", VALUES)),
            List.of(new Signals.Awaited("loop[2].ask", "go", "", 9_000)));

    private static final ScheduleView SCHEDULE = new ScheduleView(
            new Schedule(
                    "nightly",
                    new ScheduledJob("hello@1.0.0", VALUES, Optional.of(Priority.LOW), Map.of("team", "a"), "/work"),
                    new Rhythm.Cron("0 3 * * *", "Europe/Berlin"),
                    Optional.of(1_000L),
                    Optional.empty(),
                    MissedFires.ALL,
                    false,
                    "ann",
                    900),
            Optional.of(90_000L),
            Optional.of(3_600L),
            "nightly-19700101T000003.600Z",
            Optional.empty());

    private static final JobLane KEY = new JobLane("key/hello/ada", 2, JobLane.OnLimit.CANCEL_OLDEST);

    private static final JobRoot LIMITED = pending(new Admission(List.of(KEY, JobLane.ofQueue("batch")), 3, 1, 4_000));

    private static final LaneState LANE = new LaneState(KEY, 2, 5, 6, 9_000_001);

    private static final LanePlace PLACE =
            new LanePlace("key/hello/ada", "job-1", 3, LanePlace.Standing.HELD, 7_000, 4_000, 9_000, true);

    private final StateCodec codec = new StateCodec();

    private static JobRoot pending(Admission admission) {
        return new JobRoot(
                JobStatus.PENDING,
                0,
                2,
                5_000,
                0,
                false,
                false,
                false,
                Value.EMPTY,
                null,
                "",
                null,
                new Course(null, 0, 0, false, List.of(), admission),
                Versions.FIRST);
    }

    @Test
    void readsHeaderAndRootAsWritten() {
        assertThat(codec.header(codec.encode(HEADER))).isEqualTo(HEADER);
        assertThat(codec.root(codec.encode(ROOT))).isEqualTo(ROOT);
    }

    @Test
    void readsStepAsWrittenWhenFullAndWhenEmpty() {
        assertThat(codec.step(codec.encode(STEP))).isEqualTo(STEP);
        assertThat(codec.step(codec.encode(PENDING))).isEqualTo(PENDING);
        assertThat(codec.step(codec.encode(NESTED))).isEqualTo(NESTED);
    }

    @Test
    void readsFramesAndItemsAsWritten() {
        assertThat(codec.frame(codec.encode(FRAME))).isEqualTo(FRAME);
        var cleanup = new FrameState(FramePath.CLEANUP, 1, FrameState.Ending.FINE);
        assertThat(codec.frame(codec.encode(cleanup))).isEqualTo(cleanup);
        assertThat(codec.items(codec.encode(ITEMS))).isEqualTo(ITEMS);
    }

    @Test
    void readsVariablesAsWritten() {
        assertThat(codec.variable(codec.encode(VARIABLE))).isEqualTo(VARIABLE);
        assertThat(codec.variable(codec.encode(LONG_VARIABLE))).isEqualTo(LONG_VARIABLE);
    }

    @Test
    void readsWhatVersionOneWrote() {
        var lines = GoldenFile.read("state-v1.hex")
                .lines()
                .map(line -> HexFormat.of().parseHex(line))
                .toList();

        assertThat(codec.header(lines.get(0))).isEqualTo(HEADER);
        assertThat(codec.root(lines.get(1))).isEqualTo(ROOT);
        assertThat(codec.step(lines.get(2))).isEqualTo(STEP);
        assertThat(codec.step(lines.get(3))).isEqualTo(PENDING);
        assertThat(codec.due(lines.get(4)))
                .isEqualTo(new Due.Step(new JobTimer("job-1", JobTimer.Kind.RETRY, "#7", 1, 2, 9_000)));
    }

    @Test
    void readsWhatVersionTwoWrote() {
        var lines = GoldenFile.read("state-v2.hex")
                .lines()
                .map(line -> HexFormat.of().parseHex(line))
                .toList();

        assertThat(codec.header(lines.get(0))).isEqualTo(HEADER);
        assertThat(codec.root(lines.get(1))).isEqualTo(ROOT);
        assertThat(codec.step(lines.get(2))).isEqualTo(STEP);
        assertThat(codec.step(lines.get(3))).isEqualTo(PENDING);
        assertThat(codec.step(lines.get(4)))
                .isEqualTo(new StepState(
                        NESTED.path(),
                        NESTED.status(),
                        0,
                        NESTED.tries(),
                        StepState.Run.NONE,
                        NESTED.frames(),
                        null,
                        null,
                        null,
                        false));
        assertThat(codec.frame(lines.get(5))).isEqualTo(FRAME);
        assertThat(codec.items(lines.get(6))).isEqualTo(ITEMS);
        var dues = dues().toList();
        for (var i = 0; i < dues.size(); i++) {
            assertThat(codec.due(lines.get(7 + i))).isEqualTo(dues.get(i));
        }
    }

    @Test
    void knowsTheChildOfAStepThatVersionTwoWrote() throws IOException {
        var schema = VersionedAvro.published(2, "StoredStep");
        var golden = HexFormat.of()
                .parseHex(GoldenFile.read("state-v2.hex").lines().toList().get(3));
        GenericRecord stored = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(golden, 2, golden.length - 2, null));
        stored.put("status", "RUNNING");
        stored.put("worker", "report-1");
        var out = new ByteArrayOutputStream();
        out.write(golden, 0, 2);
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(stored, encoder);

        assertThat(codec.step(out.toByteArray()).run()).isEqualTo(new StepState.Run("", "", "report-1", 0, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("dues")
    void readsTimerAsWritten(Due due) {
        assertThat(codec.due(codec.encode(due))).isEqualTo(due);
    }

    @Test
    void keepsWhatIsDueForAJobAndNoneOfItsSteps() {
        for (JobTimer.Kind kind : List.of(JobTimer.Kind.RETRY, JobTimer.Kind.DEADLINE)) {
            var due = new Due.Step(new JobTimer("job-1", kind, "", 2, 0, 9_000));

            assertThat(codec.due(codec.encode(due))).isEqualTo(due);
        }
    }

    static Stream<Due> dues() {
        return Stream.of(
                new Due.Step(new JobTimer("job-1", JobTimer.Kind.RETRY, "read[3].page", 1, 2, 9_000)),
                new Due.Step(new JobTimer("job-1", JobTimer.Kind.LEASE, "first", 0, 1, 9_000)),
                new Due.Step(new JobTimer("job-1", JobTimer.Kind.DEADLINE, "", 0, 0, 9_000)),
                new Due.Request("job-1", 9_000, 19_000, ByteBuffer.wrap(new byte[] {0, 1, 2}), 3, 42),
                new Due.ForgetJob("job-1", 9_000),
                new Due.ForgetView("job-1", 9_000));
    }

    @ParameterizedTest
    @EnumSource(JobStatus.class)
    void readsRootOfEveryStatus(JobStatus status) {
        var root = new JobRoot(
                status, 0, 1, 1, 0, false, false, false, Value.EMPTY, null, "", null, Course.NONE, Versions.FIRST);

        assertThat(codec.root(codec.encode(root))).isEqualTo(root);
    }

    @Test
    void readsWhatClientsChangedAndCheckpointsAndSignalsAsWritten() {
        assertThat(codec.root(codec.encode(CHANGED))).isEqualTo(CHANGED);
        assertThat(codec.checkpoints(codec.encode(CHECKPOINTS))).isEqualTo(CHECKPOINTS);
        assertThat(codec.signals(codec.encode(SIGNALS))).isEqualTo(SIGNALS);
    }

    @Test
    void readsLanesAndAJobsWayThroughThemAsWritten() {
        assertThat(codec.root(codec.encode(LIMITED))).isEqualTo(LIMITED);
        assertThat(codec.lane(codec.encode(LANE))).isEqualTo(LANE);
        assertThat(codec.place(codec.encode(PLACE))).isEqualTo(PLACE);
        var waiting = LanePlace.waiting("queue/batch", "job-2", 1, 7_000, 4_000);
        assertThat(codec.place(codec.encode(waiting))).isEqualTo(waiting);
    }

    @Test
    void readsWhatVersionFourWrote() {
        var lines = GoldenFile.read("state-v4.hex")
                .lines()
                .map(line -> HexFormat.of().parseHex(line))
                .toList();

        assertThat(codec.header(lines.get(0))).isEqualTo(HEADER);
        assertThat(codec.root(lines.get(1))).isEqualTo(ROOT);
        assertThat(codec.step(lines.get(2))).isEqualTo(STEP);
        assertThat(codec.step(lines.get(3))).isEqualTo(PENDING);
        assertThat(codec.step(lines.get(4))).isEqualTo(NESTED);
        assertThat(codec.frame(lines.get(5))).isEqualTo(FRAME);
        assertThat(codec.items(lines.get(6))).isEqualTo(ITEMS);
        assertThat(codec.variable(lines.get(7))).isEqualTo(VARIABLE);
        assertThat(codec.variable(lines.get(8))).isEqualTo(LONG_VARIABLE);
        assertThat(codec.root(lines.get(9))).isEqualTo(CHANGED);
        assertThat(codec.checkpoints(lines.get(10))).isEqualTo(CHECKPOINTS);
        assertThat(codec.signals(lines.get(11))).isEqualTo(SIGNALS);
        var dues = dues().toList();
        for (var i = 0; i < dues.size(); i++) {
            assertThat(codec.due(lines.get(12 + i))).isEqualTo(dues.get(i));
        }
    }

    @Test
    void compressesWhatIsLongerThanTenThousandBytes() {
        var items = Value.of(List.of(Value.of("the same again and again ".repeat(4_000))));

        var bytes = codec.encode(items);

        assertThat(bytes.length).isLessThan(2_000);
        assertThat(codec.items(bytes)).isEqualTo(items);
        var small = Value.of(List.of(Value.of("x".repeat(9_000))));
        assertThat(codec.encode(small).length).isGreaterThan(9_000);
    }

    @Test
    void refusesCompressedBytesThatAreDamaged() {
        var bytes = codec.encode(Value.of(List.of(Value.of("again ".repeat(4_000)))));
        var cut = Arrays.copyOf(bytes, 6);

        assertThatThrownBy(() -> codec.items(cut)).isInstanceOf(UnreadableStateException.class);
    }

    /** Text that cannot be compressed much. */
    private static String noise(int length) {
        return new Random(7)
                .ints(length, '!', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void readsWhatVersionThreeWrote() {
        var lines = GoldenFile.read("state-v3.hex")
                .lines()
                .map(line -> HexFormat.of().parseHex(line))
                .toList();

        assertThat(codec.header(lines.get(0))).isEqualTo(HEADER);
        assertThat(codec.root(lines.get(1))).isEqualTo(ROOT);
        assertThat(codec.step(lines.get(2))).isEqualTo(STEP);
        assertThat(codec.step(lines.get(3))).isEqualTo(PENDING);
        assertThat(codec.step(lines.get(4))).isEqualTo(NESTED);
        assertThat(codec.frame(lines.get(5))).isEqualTo(FRAME);
        assertThat(codec.items(lines.get(6))).isEqualTo(ITEMS);
        assertThat(codec.variable(lines.get(7))).isEqualTo(VARIABLE);
        assertThat(codec.variable(lines.get(8))).isEqualTo(LONG_VARIABLE);
        var dues = dues().toList();
        for (var i = 0; i < dues.size(); i++) {
            assertThat(codec.due(lines.get(9 + i))).isEqualTo(dues.get(i));
        }
    }

    @Test
    void readsSchedulesAsWritten() {
        var every = new Schedule(
                "often",
                SCHEDULE.schedule().job(),
                new Rhythm.Every(1_000, 500),
                Optional.empty(),
                Optional.of(9L),
                MissedFires.SKIP,
                true,
                "",
                0);
        var ended = new ScheduleView(every, Optional.empty(), Optional.empty(), "", Optional.of(7L));

        assertThat(codec.schedule(codec.encode(SCHEDULE))).isEqualTo(SCHEDULE);
        assertThat(codec.schedule(codec.encode(ended))).isEqualTo(ended);
    }

    @Test
    void writesTheSameBytesAsEver() {
        var lines = new StringBuilder();
        List.of(
                        codec.encode(HEADER),
                        codec.encode(ROOT),
                        codec.encode(STEP),
                        codec.encode(PENDING),
                        codec.encode(NESTED),
                        codec.encode(FRAME),
                        codec.encode(ITEMS),
                        codec.encode(VARIABLE),
                        codec.encode(LONG_VARIABLE),
                        codec.encode(CHANGED),
                        codec.encode(CHECKPOINTS),
                        codec.encode(SIGNALS),
                        codec.encode(SCHEDULE),
                        codec.encode(LIMITED),
                        codec.encode(LANE),
                        codec.encode(PLACE))
                .forEach(bytes -> lines.append(HexFormat.of().formatHex(bytes)).append('\n'));
        dues().forEach(due ->
                lines.append(HexFormat.of().formatHex(codec.encode(due))).append('\n'));

        GoldenFile.check("state-v5.hex", lines.toString());
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
                StoredFrame.getClassSchema(),
                StoredItems.getClassSchema(),
                StoredVariable.getClassSchema(),
                StoredCheckpoints.getClassSchema(),
                StoredSignals.getClassSchema(),
                StoredSchedule.getClassSchema(),
                StoredLane.getClassSchema(),
                StoredTicket.getClassSchema(),
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
        var big = Value.of(Map.of("text", Value.of(noise(StateCodec.MAX_BYTES * 2))));
        var root = new JobRoot(
                JobStatus.COMPLETED, 0, 1, 1, 0, false, false, true, big, null, "", null, Course.NONE, Versions.FIRST);

        assertThatThrownBy(() -> codec.encode(root))
                .isInstanceOf(StateTooLargeException.class)
                .hasMessageContaining("pass their paths");
    }

    @Test
    void keepsVariablesApartFromOtherLeavesOfTheJob() {
        var frame = StepPath.of(2).frame(7);
        var keys = Stream.of(
                        StateKeys.variable("job", new VariablePath(frame, "a")),
                        StateKeys.variable("job", new VariablePath(frame, "ab")),
                        StateKeys.variable("job", new VariablePath(FramePath.ROOT, "a")),
                        StateKeys.frame("job", frame),
                        StateKeys.step("job", frame.step(3)))
                .map(key -> HexFormat.of().formatHex(key))
                .toList();

        assertThat(keys).doesNotHaveDuplicates();
        assertThat(Arrays.compareUnsigned(
                        StateKeys.variable("job", new VariablePath(frame, "z")), StateKeys.last("job")))
                .isNegative();
    }

    @Test
    void ordersTimersByTimeAndStepsByIndex() {
        var early = StateKeys.timer(new Due.ForgetJob("z", 255));
        var late = StateKeys.timer(new Due.ForgetJob("a", 256));

        assertThat(Arrays.compareUnsigned(early, late)).isNegative();
        assertThat(StateKeys.dueAtMs(late)).isEqualTo(256);
        assertThat(Arrays.compareUnsigned(
                        StateKeys.step("job", StepPath.of(9)), StateKeys.step("job", StepPath.of(10))))
                .isNegative();
        assertThat(Arrays.compareUnsigned(
                        StateKeys.step("job", StepPath.of(Integer.MAX_VALUE)), StateKeys.step("job-2", StepPath.of(0))))
                .isNegative();
    }
}
