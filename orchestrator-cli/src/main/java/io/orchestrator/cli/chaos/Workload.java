package io.orchestrator.cli.chaos;

import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Value;
import io.orchestrator.model.WorkflowDefinition;
import io.orchestrator.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * What the jobs of a run are.
 *
 * @param plan of their workflow
 * @param definitions to publish, in this order; the last is the jobs' own
 * @param plans by {@code id@version}, those of called workflows too
 * @param inputs of the job with this number, from 0
 * @param expected how a job with these inputs must end; empty where a job that runs before the first blow tells it
 * @param ledgered ids of steps each run of which writes its key to the ledger; further ones are those that did
 * @param anyOutputs whether outputs differ from job to job: they are not compared
 */
public record Workload(
        Plan plan,
        List<WorkflowDefinition> definitions,
        Map<String, Plan> plans,
        IntFunction<Value.Dict> inputs,
        Optional<Function<Value.Dict, Outcome>> expected,
        Set<String> ledgered,
        boolean anyOutputs) {

    public Workload {
        definitions = List.copyOf(definitions);
        plans = Map.copyOf(plans);
        ledgered = Set.copyOf(ledgered);
    }

    /**
     * How a job ended.
     *
     * @param status its last state
     * @param success whether it completed and every step succeeded
     * @param outputs empty where they are not compared
     */
    public record Outcome(JobStatus status, boolean success, Optional<Value.Dict> outputs) {

        /** Whether a job that ended so is as expected. */
        boolean fits(Outcome actual) {
            return status == actual.status
                    && success == actual.success
                    && (outputs.isEmpty() || outputs.equals(actual.outputs));
        }
    }

    /** The same, with how every job must end. */
    Workload expecting(Outcome outcome) {
        var known = new Outcome(outcome.status(), outcome.success(), anyOutputs ? Optional.empty() : outcome.outputs());
        return new Workload(plan, definitions, plans, inputs, Optional.of(given -> known), ledgered, anyOutputs);
    }
}
