package io.orchestrator.coordinator.workflow;

import io.orchestrator.model.Failure;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Plan;
import java.util.List;

/** What becomes of a request. */
public sealed interface Verdict {

    /** Where a job's document comes from. */
    enum DocumentOrigin {
        PUBLISHED,
        REQUEST
    }

    /**
     * It can run.
     *
     * @param request as received
     * @param plan of its document
     * @param inputs checked, defaults filled in
     * @param document the text
     * @param origin where the text comes from
     */
    record Run(JobRequest request, Plan plan, Value.Dict inputs, String document, DocumentOrigin origin)
            implements Verdict {}

    /**
     * It can never run.
     *
     * @param failure why
     * @param findings one line each, every problem at once
     */
    record Refused(Failure failure, List<String> findings) implements Verdict {
        public Refused {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Something it names is not known here; it may only be late.
     *
     * @param otherwise the verdict when waiting is over
     */
    record Wait(Refused otherwise) implements Verdict {}
}
