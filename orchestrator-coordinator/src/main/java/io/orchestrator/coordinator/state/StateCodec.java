package io.orchestrator.coordinator.state;

import io.orchestrator.avro.StoredHeader;
import io.orchestrator.avro.StoredRoot;
import io.orchestrator.avro.StoredStep;
import io.orchestrator.avro.StoredTimer;
import io.orchestrator.engine.JobHeader;
import io.orchestrator.engine.JobRoot;
import io.orchestrator.engine.StepState;

/** Stored state to and from bytes. Not thread-safe: each owner of stores has its own. */
public final class StateCodec {

    /** The largest value stored, in bytes: what fits one record of a changelog. */
    public static final int MAX_BYTES = 1_000_000;

    /** The version that is written; all from 1 on are read. */
    static final short VERSION = 1;

    private final VersionedAvro<StoredHeader> headers = new VersionedAvro<>(StoredHeader.getClassSchema());
    private final VersionedAvro<StoredRoot> roots = new VersionedAvro<>(StoredRoot.getClassSchema());
    private final VersionedAvro<StoredStep> steps = new VersionedAvro<>(StoredStep.getClassSchema());
    private final VersionedAvro<StoredTimer> timers = new VersionedAvro<>(StoredTimer.getClassSchema());

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
    public byte[] encode(Due due) {
        return timers.write(DueMapping.toRecord(due));
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
        return steps.read(bytes, StepStateMapping::fromRecord);
    }

    /** @throws UnreadableStateException where the bytes are no stored timer */
    public Due due(byte[] bytes) {
        return timers.read(bytes, DueMapping::fromRecord);
    }
}
