package io.orchestrator.coordinator.workflow;

import io.orchestrator.model.JobRequest;
import io.orchestrator.model.Value;
import io.orchestrator.sealing.Sealed;
import io.orchestrator.sealing.Sealer;
import java.util.Optional;

/**
 * What a job hands to the job that runs for one of its steps: values that are sealed for the one are sealed for the other.
 * Only the coordinator that asks can do that, and so nobody else can have them opened by calling a job its parent.
 *
 * @param sealer the coordinator's; empty where it has no key, then nothing is sealed
 */
public record Handover(Optional<Sealer> sealer) {

    /** The request as it is sent. */
    public JobRequest of(JobRequest request) {
        var from = request.parent();
        return sealer.isEmpty() || from.isEmpty()
                ? request
                : request.withInputs(Sealed.replace(
                        request.inputs(),
                        text -> again(sealer.get(), text, from.get().jobId(), request.jobId())));
    }

    private static Optional<Value> again(Sealer sealer, String text, String from, String to) {
        return sealer.open(text, from).map(value -> Value.of(sealer.seal(value, to)));
    }
}
