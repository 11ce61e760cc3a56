package io.orchestrator.coordinator.state;

import static io.orchestrator.coordinator.state.StoredRecords.CHANGED;
import static io.orchestrator.coordinator.state.StoredRecords.CHECKPOINTS;
import static io.orchestrator.coordinator.state.StoredRecords.FRAME;
import static io.orchestrator.coordinator.state.StoredRecords.HEADER;
import static io.orchestrator.coordinator.state.StoredRecords.ITEMS;
import static io.orchestrator.coordinator.state.StoredRecords.LANE;
import static io.orchestrator.coordinator.state.StoredRecords.LIMITED;
import static io.orchestrator.coordinator.state.StoredRecords.LONG_VARIABLE;
import static io.orchestrator.coordinator.state.StoredRecords.NESTED;
import static io.orchestrator.coordinator.state.StoredRecords.PENDING;
import static io.orchestrator.coordinator.state.StoredRecords.PLACE;
import static io.orchestrator.coordinator.state.StoredRecords.ROOT;
import static io.orchestrator.coordinator.state.StoredRecords.SCHEDULE;
import static io.orchestrator.coordinator.state.StoredRecords.SIGNALS;
import static io.orchestrator.coordinator.state.StoredRecords.STEP;
import static io.orchestrator.coordinator.state.StoredRecords.VARIABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.engine.Course;
import io.orchestrator.engine.FrameState;
import io.orchestrator.engine.JobRoot;
import io.orchestrator.engine.JobTimer;
import io.orchestrator.engine.Versions;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.MissedFires;
import io.orchestrator.model.Rhythm;
import io.orchestrator.model.Schedule;
import io.orchestrator.model.ScheduleView;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StateCodecTest {

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

    @ParameterizedTest
    @MethodSource("io.orchestrator.coordinator.state.StoredRecords#dues")
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
}
