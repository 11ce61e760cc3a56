package io.orchestrator.model;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A client asks for one job. The same id twice is the same job.
 *
 * @param jobId the job's id, also the record key: {@code [A-Za-z0-9][A-Za-z0-9._-]{0,127}}
 * @param workflow {@code id@version} or {@code id} (the latest version published); empty where {@code document} is given
 * @param document the text of a workflow document, run as it stands without being published
 * @param inputs the inputs by name
 * @param priority the job's priority; empty leaves it to the workflow
 * @param labels free marks for search and metrics-free grouping
 * @param workspace the folder that the job's tools may touch, absolute; empty leaves it to the worker
 * @param requestedBy who asks; empty where unknown
 * @param requestedAtMs when the client asked, epoch milliseconds; the job's instant ({@code execution.timestamp})
 * @param parent the step of another job that asks; empty for every other client
 * @param inherited names of inputs that are left out where the workflow does not declare them
 */
public record JobRequest(
        String jobId,
        Optional<String> workflow,
        Optional<String> document,
        Value.Dict inputs,
        Optional<Priority> priority,
        Map<String, String> labels,
        String workspace,
        String requestedBy,
        long requestedAtMs,
        Optional<ParentStep> parent,
        Set<String> inherited) {

    public JobRequest {
        labels = Map.copyOf(labels);
        inherited = Set.copyOf(inherited);
    }

    /** A request that no other job makes. */
    public JobRequest(
            String jobId,
            Optional<String> workflow,
            Optional<String> document,
            Value.Dict inputs,
            Optional<Priority> priority,
            Map<String, String> labels,
            String workspace,
            String requestedBy,
            long requestedAtMs) {
        this(
                jobId,
                workflow,
                document,
                inputs,
                priority,
                labels,
                workspace,
                requestedBy,
                requestedAtMs,
                Optional.empty(),
                Set.of());
    }

    /** This request with other inputs. */
    public JobRequest withInputs(Value.Dict others) {
        return new JobRequest(
                jobId,
                workflow,
                document,
                others,
                priority,
                labels,
                workspace,
                requestedBy,
                requestedAtMs,
                parent,
                inherited);
    }
}
