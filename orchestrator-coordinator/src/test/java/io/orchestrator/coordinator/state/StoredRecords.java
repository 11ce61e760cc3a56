package io.orchestrator.coordinator.state;

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
import io.orchestrator.model.OutsideSignal;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Rhythm;
import io.orchestrator.model.Schedule;
import io.orchestrator.model.ScheduleView;
import io.orchestrator.model.ScheduledJob;
import io.orchestrator.model.SignalWait;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.model.VariableValue;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.StepPath;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One of everything that is stored, for the tests of how it is written. */
final class StoredRecords {

    private static final Value.Dict VALUES =
            Json.parseDict("{\"text\":\"a \\u00e9 \\ud83d\\ude00\",\"n\":1,\"big\":123456789012345678901234567890,"
                    + "\"real\":0.5,\"list\":[true,null,{\"deep\":[]}]}");

    static final JobHeader HEADER = new JobHeader(
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

    static final JobRoot ROOT = new JobRoot(
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

    static final StepState STEP = new StepState(
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

    static final StepState PENDING = new StepState(
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

    static final StepState NESTED = new StepState(
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

    static final FrameState FRAME = new FrameState(StepPath.of(2).frame(7), 3, FrameState.Ending.UNSUCCESSFUL);

    static final Value.Array ITEMS = Value.of(List.of(Value.of(1), Value.of("two")));

    static final VariableState VARIABLE = new VariableState(
            new VariablePath(StepPath.of(2).frame(7), "total"),
            4,
            "loop[7].add",
            new VariableValue("integer", Optional.of(Value.of(42)), 2, ""),
            null);

    static final VariableState LONG_VARIABLE = new VariableState(
            new VariablePath(FramePath.ROOT, "text"),
            1,
            "first",
            new VariableValue("string", Optional.empty(), 5_002, "0123abcd"),
            VALUES);

    static final JobRoot CHANGED = new JobRoot(
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

    static final List<Checkpoint> CHECKPOINTS = List.of(
            new Checkpoint(1, 10, 3_000, ControlFact.Cause.MANUAL, "before"),
            new Checkpoint(6, 88, 4_000, ControlFact.Cause.FAILURE, ""));

    static final Signals SIGNALS = new Signals(
            List.of(new Signals.Early("c-3", "go", "ada", VALUES)),
            List.of(new Signals.Awaited("loop[2].ask", "go", "", 9_000, "0123456789abcdef")));

    /** As versions 4 and 5 knew them. */
    static final Signals NAMELESS =
            new Signals(SIGNALS.early(), List.of(new Signals.Awaited("loop[2].ask", "go", "", 9_000, "")));

    static final WaitingStep WAITING =
            new WaitingStep(new SignalWait("0123456789abcdef", "paid", "4711", "job-1", "hello", false), 42);

    static final KeptSignal KEPT = new KeptSignal(
            new OutsideSignal("n-1", "paid", "4711", VALUES, 60_000, "shop", 1_000), 7, 61_000, List.of("hello"));

    static final ScheduleView SCHEDULE = new ScheduleView(
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

    static final JobRoot LIMITED = pending(new Admission(List.of(KEY, JobLane.ofQueue("batch")), 3, 1, 4_000));

    static final LaneState LANE = new LaneState(KEY, 2, 5, 6, 9_000_001);

    static final LanePlace PLACE =
            new LanePlace("key/hello/ada", "job-1", 3, LanePlace.Standing.HELD, 7_000, 4_000, 9_000, true);

    private StoredRecords() {}

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

    static Stream<Due> dues() {
        return Stream.of(
                new Due.Step(new JobTimer("job-1", JobTimer.Kind.RETRY, "read[3].page", 1, 2, 9_000)),
                new Due.Step(new JobTimer("job-1", JobTimer.Kind.LEASE, "first", 0, 1, 9_000)),
                new Due.Step(new JobTimer("job-1", JobTimer.Kind.DEADLINE, "", 0, 0, 9_000)),
                new Due.Request("job-1", 9_000, 19_000, ByteBuffer.wrap(new byte[] {0, 1, 2}), 3, 42),
                new Due.ForgetJob("job-1", 9_000),
                new Due.ForgetView("job-1", 9_000));
    }
}
