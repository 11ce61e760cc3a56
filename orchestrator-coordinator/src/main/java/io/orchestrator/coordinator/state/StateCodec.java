package io.orchestrator.coordinator.state;

import io.orchestrator.avro.StoredCheckpoints;
import io.orchestrator.avro.StoredFrame;
import io.orchestrator.avro.StoredHeader;
import io.orchestrator.avro.StoredItems;
import io.orchestrator.avro.StoredKeptSignal;
import io.orchestrator.avro.StoredLane;
import io.orchestrator.avro.StoredRoot;
import io.orchestrator.avro.StoredSchedule;
import io.orchestrator.avro.StoredSignals;
import io.orchestrator.avro.StoredStep;
import io.orchestrator.avro.StoredTicket;
import io.orchestrator.avro.StoredTimer;
import io.orchestrator.avro.StoredVariable;
import io.orchestrator.avro.StoredWaitingStep;
import io.orchestrator.engine.Checkpoint;
import io.orchestrator.engine.FrameState;
import io.orchestrator.engine.JobHeader;
import io.orchestrator.engine.JobRoot;
import io.orchestrator.engine.Signals;
import io.orchestrator.engine.StepState;
import io.orchestrator.engine.VariableState;
import io.orchestrator.model.ScheduleView;
import io.orchestrator.model.Value;
import java.util.List;

/** Stored state to and from bytes. Not thread-safe: each owner of stores has its own. */
public final class StateCodec {

    /** The largest value stored, in bytes: what fits one record of a changelog. */
    public static final int MAX_BYTES = 1_000_000;

    /** The version that is written; all from 1 on are read. */
    static final short VERSION = 6;

    /** The version whose steps kept the job that runs for them where others keep their worker. */
    private static final int CHILD_AS_WORKER = 2;

    private final VersionedAvro<StoredHeader> headers = new VersionedAvro<>(StoredHeader.getClassSchema(), 1);
    private final VersionedAvro<StoredRoot> roots = new VersionedAvro<>(StoredRoot.getClassSchema(), 1);
    private final VersionedAvro<StoredStep> steps = new VersionedAvro<>(StoredStep.getClassSchema(), 1);
    private final VersionedAvro<StoredFrame> frames = new VersionedAvro<>(StoredFrame.getClassSchema(), 2);
    private final VersionedAvro<StoredItems> items = new VersionedAvro<>(StoredItems.getClassSchema(), 2);
    private final VersionedAvro<StoredVariable> variables = new VersionedAvro<>(StoredVariable.getClassSchema(), 3);
    private final VersionedAvro<StoredCheckpoints> checkpoints =
            new VersionedAvro<>(StoredCheckpoints.getClassSchema(), 4);
    private final VersionedAvro<StoredSignals> signals = new VersionedAvro<>(StoredSignals.getClassSchema(), 4);
    private final VersionedAvro<StoredSchedule> schedules = new VersionedAvro<>(StoredSchedule.getClassSchema(), 5);
    private final VersionedAvro<StoredTimer> timers = new VersionedAvro<>(StoredTimer.getClassSchema(), 1);

    private final VersionedAvro<StoredLane> lanes = new VersionedAvro<>(StoredLane.getClassSchema(), 5);
    private final VersionedAvro<StoredTicket> tickets = new VersionedAvro<>(StoredTicket.getClassSchema(), 5);
    private final VersionedAvro<StoredWaitingStep> waitingSteps =
            new VersionedAvro<>(StoredWaitingStep.getClassSchema(), 6);
    private final VersionedAvro<StoredKeptSignal> keptSignals =
            new VersionedAvro<>(StoredKeptSignal.getClassSchema(), 6);

    /** The version in which a value was written. */
    public static int version(byte[] bytes) {
        return VersionedAvro.version(bytes);
    }

    /** @throws StateTooLargeException where it does not fit a record */
    public byte[] encode(JobHeader header) {
        return headers.write(JobStateMapping.toRecord(header));
    }

    /** @throws StateTooLargeException where it does not fit a record */
    public byte[] encode(JobRoot root) {
        return roots.write(JobStateMapping.toRecord(root));
    }

    /** @throws StateTooLargeException where it does not fit a record */
    public byte[] encode(StepState step) {
        return steps.write(StepStateMapping.toRecord(step));
    }

    /** @throws StateTooLargeException where it does not fit a record */
    public byte[] encode(FrameState frame) {
        return frames.write(FrameStateMapping.toRecord(frame));
    }

    /** @throws StateTooLargeException where it does not fit a record */
    public byte[] encode(Value.Array part) {
        return items.write(FrameStateMapping.toRecord(part));
    }

    /** @throws StateTooLargeException where it does not fit a record */
    public byte[] encode(VariableState variable) {
        return variables.write(VariableStateMapping.toRecord(variable));
    }

    /** @throws StateTooLargeException where it does not fit a record */
    public byte[] encode(List<Checkpoint> all) {
        return checkpoints.write(CourseMapping.toRecord(all));
    }

    /** @throws StateTooLargeException where it does not fit a record */
    public byte[] encode(Signals all) {
        return signals.write(CourseMapping.toRecord(all));
    }

    /** @throws StateTooLargeException where it does not fit a record */
    public byte[] encode(Due due) {
        return timers.write(DueMapping.toRecord(due));
    }

    /** @throws StateTooLargeException where it does not fit a record */
    public byte[] encode(LaneState lane) {
        return lanes.write(LaneMapping.toRecord(lane));
    }

    /** @throws StateTooLargeException where it does not fit a record */
    public byte[] encode(LanePlace place) {
        return tickets.write(LaneMapping.toRecord(place));
    }

    /** @throws UnreadableStateException where the bytes are no stored header */
    public JobHeader header(byte[] bytes) {
        return headers.read(bytes, JobStateMapping::fromRecord);
    }

    /** @throws UnreadableStateException where the bytes are no stored root */
    public JobRoot root(byte[] bytes) {
        return roots.read(bytes, JobStateMapping::fromRecord);
    }

    /** @throws UnreadableStateException where the bytes are no stored step */
    public StepState step(byte[] bytes) {
        var step = steps.read(bytes, StepStateMapping::fromRecord);
        return VersionedAvro.version(bytes) == CHILD_AS_WORKER ? StepStateMapping.withChild(step) : step;
    }

    /** @throws UnreadableStateException where the bytes are no stored frame */
    public FrameState frame(byte[] bytes) {
        return frames.read(bytes, FrameStateMapping::fromRecord);
    }

    /** @throws UnreadableStateException where the bytes are no stored items */
    public Value.Array items(byte[] bytes) {
        return items.read(bytes, FrameStateMapping::fromRecord);
    }

    /** @throws UnreadableStateException where the bytes are no stored variable */
    public VariableState variable(byte[] bytes) {
        return variables.read(bytes, VariableStateMapping::fromRecord);
    }

    /** @throws UnreadableStateException where the bytes are no stored list of checkpoints */
    public List<Checkpoint> checkpoints(byte[] bytes) {
        return checkpoints.read(bytes, CourseMapping::fromRecord);
    }

    /** @throws UnreadableStateException where the bytes are no stored signals */
    public Signals signals(byte[] bytes) {
        return signals.read(bytes, CourseMapping::fromRecord);
    }

    /** @throws UnreadableStateException where the bytes are no stored lane */
    public LaneState lane(byte[] bytes) {
        return lanes.read(bytes, LaneMapping::fromRecord);
    }

    /** @throws UnreadableStateException where the bytes are no stored place in a lane */
    public LanePlace place(byte[] bytes) {
        return tickets.read(bytes, LaneMapping::fromRecord);
    }

    /** @throws UnreadableStateException where the bytes are no stored timer */
    public Due due(byte[] bytes) {
        return timers.read(bytes, DueMapping::fromRecord);
    }

    /** @throws StateTooLargeException where it does not fit a record */
    public byte[] encode(ScheduleView view) {
        return schedules.write(ScheduleStateMapping.toRecord(view));
    }

    /** @throws UnreadableStateException where the bytes are no stored schedule */
    public ScheduleView schedule(byte[] bytes) {
        return schedules.read(bytes, ScheduleStateMapping::fromRecord);
    }

    /** @throws StateTooLargeException where it does not fit a record */
    public byte[] encode(WaitingStep step) {
        return waitingSteps.write(SignalStateMapping.toRecord(step));
    }

    /** @throws StateTooLargeException where it does not fit a record */
    public byte[] encode(KeptSignal kept) {
        return keptSignals.write(SignalStateMapping.toRecord(kept));
    }

    /** @throws UnreadableStateException where the bytes are no stored wait */
    public WaitingStep waitingStep(byte[] bytes) {
        return waitingSteps.read(bytes, SignalStateMapping::fromRecord);
    }

    /** @throws UnreadableStateException where the bytes are no stored signal */
    public KeptSignal keptSignal(byte[] bytes) {
        return keptSignals.read(bytes, SignalStateMapping::fromRecord);
    }
}
