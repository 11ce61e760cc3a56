package io.orchestrator.worker.run;

import io.orchestrator.artifact.LargeValues;
import io.orchestrator.model.StepCommand;
import io.orchestrator.worker.guard.Guards;
import io.orchestrator.worker.meter.WorkerMeters;
import java.util.concurrent.Semaphore;

/** The large values of the commands that run on this worker: how many bytes of them are in memory. Thread-safe. */
public final class Parcels {

    /** What a worker opens for all of its steps at once where nobody says, MiB. */
    public static final int DEFAULT_MEMORY_MIB = 512;

    /** The setting behind it, for messages. */
    public static final String SETTING = "worker.artifacts.memory.mib";

    /** The guard of the store. */
    static final String GUARD = "artifacts";

    static final int MIB = 1 << 20;

    private final LargeValues values;
    private final Semaphore memory;
    private final int memoryMib;
    private final WorkerMeters meters;

    /** @param memoryMib bytes of values that are opened for steps that run at the same time, and of one result */
    public Parcels(LargeValues values, int memoryMib, WorkerMeters meters) {
        this.values = values;
        this.memory = new Semaphore(memoryMib, true);
        this.memoryMib = memoryMib;
        this.meters = meters;
    }

    /** Values stay in commands and results. */
    public static Parcels none(WorkerMeters meters) {
        return new Parcels(LargeValues.inline(), DEFAULT_MEMORY_MIB, meters);
    }

    /** For one attempt; closed at its end. */
    Parcel of(StepCommand command, Guards guards) {
        return new Parcel(this, command, guards.of(GUARD));
    }

    LargeValues values() {
        return values;
    }

    Semaphore memory() {
        return memory;
    }

    int memoryMib() {
        return memoryMib;
    }

    WorkerMeters meters() {
        return meters;
    }
}
