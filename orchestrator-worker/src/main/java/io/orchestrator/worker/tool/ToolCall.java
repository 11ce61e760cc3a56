package io.orchestrator.worker.tool;

import io.orchestrator.model.Value;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One call of a tool.
 *
 * @param action the operation; may be empty
 * @param parameters fully rendered, secrets resolved
 * @param workspace where paths lead
 * @param idempotencyKey the step's own key, or the command's id, equal in redeliveries of one attempt
 * @param secrets name of an environment variable to the value of the secret that a process finds in it
 * @param timeLimit how long the call may take; zero where nobody limits it
 * @param progress takes short texts for people who watch
 */
public record ToolCall(
        String action,
        Value.Dict parameters,
        Workspace workspace,
        String idempotencyKey,
        Map<String, String> secrets,
        Duration timeLimit,
        Consumer<String> progress) {

    public ToolCall {
        secrets = Map.copyOf(secrets);
        if (timeLimit.isNegative()) {
            throw new IllegalArgumentException("timeLimit is negative: " + timeLimit);
        }
    }
}
