package io.orchestrator.client;

import io.orchestrator.model.JobControl;
import io.orchestrator.model.Wish;
import java.time.Instant;
import java.util.UUID;

/** Makes what {@link OrchestratorClient#control} sends. */
public final class Controls {

    private Controls() {}

    /** The wish of this process's user, of now, with a new control id. */
    public static JobControl of(String jobId, Wish wish) {
        return of(jobId, wish, "");
    }

    /** @param reason why; goes into the job's events */
    public static JobControl of(String jobId, Wish wish, String reason) {
        return new JobControl(
                UUID.randomUUID().toString(),
                jobId,
                wish,
                reason,
                System.getProperty("user.name", ""),
                Instant.now().toEpochMilli());
    }
}
