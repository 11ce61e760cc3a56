package io.orchestrator.engine;

import io.orchestrator.model.ParentStep;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a job's state that never changes; written once.
 *
 * @param jobId the job
 * @param workflow {@code id@version}; what was asked for where the request was refused
 * @param planHash the plan it runs; empty where the request was refused
 * @param inputs checked, defaults filled in
 * @param priority of its commands
 * @param labels as requested
 * @param workspace as requested
 * @param requestedBy as requested
 * @param requestedAtMs the job's one instant, epoch milliseconds
 * @param stepsTotal steps of the plan
 * @param parent the step of another job that it runs for; null for every other job
 */
public record JobHeader(
        String jobId,
        String workflow,
        String planHash,
        Value.Dict inputs,
        Priority priority,
        Map<String, String> labels,
        String workspace,
        String requestedBy,
        long requestedAtMs,
        int stepsTotal,
        @Nullable ParentStep parent) {
    /** The same job with other inputs. */
    JobHeader with(Value.Dict others) {
        return new JobHeader(
                jobId,
                workflow,
                planHash,
                others,
                priority,
                labels,
                workspace,
                requestedBy,
                requestedAtMs,
                stepsTotal,
                parent);
    }

    public JobHeader {
        labels = Map.copyOf(labels);
    }
}
