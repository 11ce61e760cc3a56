package io.orchestrator.plan;

/** What follows when a step has failed for good. */
public sealed interface OnFailure {

    /** The job fails; running steps are stopped. */
    record FailJob() implements OnFailure {}

    /** The job goes on past the step and is failed in the end. */
    record Continue() implements OnFailure {}

    /** The step counts as skipped; the job goes on. */
    record Skip() implements OnFailure {}

    /** @param step index of the step to go on with; the failure counts as handled, the steps between are skipped */
    record Jump(int step) implements OnFailure {}
}
