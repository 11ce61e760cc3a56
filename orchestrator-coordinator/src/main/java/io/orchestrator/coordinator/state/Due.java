package io.orchestrator.coordinator.state;

import io.orchestrator.engine.JobTimer;
import java.nio.ByteBuffer;

/** What a row of the timer store asks for when its time has come. */
public sealed interface Due {

    String jobId();

    /** Epoch milliseconds. */
    long dueAtMs();

    /** @param timer of a step, set by the engine */
    record Step(JobTimer timer) implements Due {
        @Override
        public String jobId() {
            return timer.jobId();
        }

        @Override
        public long dueAtMs() {
            return timer.dueAtMs();
        }
    }

    /**
     * A request waits for the definition of its workflow: look again.
     *
     * @param jobId the job asked for
     * @param dueAtMs when to look again
     * @param giveUpAtMs from when on the workflow counts as unknown
     * @param value the record's value as it came
     * @param partition where it came from
     * @param offset where it came from
     */
    record Request(String jobId, long dueAtMs, long giveUpAtMs, ByteBuffer value, int partition, long offset)
            implements Due {

        public Request {
            value = value.asReadOnlyBuffer();
        }

        /** The same wait, to be looked at later. */
        public Request at(long nextMs) {
            return new Request(jobId, nextMs, giveUpAtMs, value, partition, offset);
        }
    }

    /** A finished job leaves the stores. */
    record ForgetJob(String jobId, long dueAtMs) implements Due {}

    /** A finished job leaves the lists. */
    record ForgetView(String jobId, long dueAtMs) implements Due {}
}
