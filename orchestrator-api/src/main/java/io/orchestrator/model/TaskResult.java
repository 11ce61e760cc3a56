package io.orchestrator.model;

import java.util.Optional;

/** What came of an attempt. */
public sealed interface TaskResult {

    /**
     * The tool ran or the model answered. {@code envelope} has {@code success} (false: the tool itself reports failure),
     * {@code error} and {@code result} (the pipeline format's data-processing tool says {@code processed_data}).
     *
     * @param envelope the step's value
     * @param usage the model that answered and what it used; empty for tools
     */
    record Done(Value.Dict envelope, Optional<ModelUsage> usage) implements TaskResult {
        /** Whether the tool reports success; absent counts as success. */
        public boolean success() {
            return !Value.Bool.FALSE.equals(envelope.get("success"));
        }
    }

    /** @param failure why there is no result */
    record Failed(Failure failure) implements TaskResult {}
}
