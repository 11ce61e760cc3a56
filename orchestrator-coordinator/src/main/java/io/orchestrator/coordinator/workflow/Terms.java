package io.orchestrator.coordinator.workflow;

import io.orchestrator.artifact.LargeValues;
import io.orchestrator.sealing.Sealer;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What requests are judged by, beside the workflows published so far.
 *
 * @param plans compiled
 * @param queues whether a queue has its topics
 * @param sealer for sensitive inputs; without one, workflows that have some are refused
 * @param opened large inputs
 */
public record Terms(PlanCache plans, Predicate<String> queues, Optional<Sealer> sealer, OpenedValues opened) {

    /** Without an artifact store. */
    public Terms(PlanCache plans, Predicate<String> queues, Optional<Sealer> sealer) {
        this(plans, queues, sealer, new OpenedValues(LargeValues.inline()));
    }
}
