package io.orchestrator.plan;

import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Value;
import java.util.List;

/** What a step does when it is its turn. */
public sealed interface StepAction {

    /**
     * @param tool the tool's name
     * @param action the tool's operation; may be empty
     * @param parameters rendered into one map just before the command is made
     */
    record CallTool(String tool, String action, ValueTemplate parameters) implements StepAction {}

    /**
     * @param models {@code provider/model} in the order of preference
     * @param action generate, generate_structured or analyze_text
     * @param prompt the prompt
     * @param parameters temperature, max_tokens and so on
     * @param outputSchema JSON Schema, empty for any answer
     */
    record CallModel(
            List<String> models, String action, Template prompt, ValueTemplate parameters, Value.Dict outputSchema)
            implements StepAction {
        public CallModel {
            models = List.copyOf(models);
        }
    }

    /**
     * Runs in the coordinator: the step's result is the rendered map.
     *
     * @param variables name to template
     */
    record SetVariables(ValueTemplate variables) implements StepAction {}
}
