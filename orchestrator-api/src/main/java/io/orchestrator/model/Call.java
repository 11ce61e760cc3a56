package io.orchestrator.model;

import java.util.List;

/** What a worker executes: everything is rendered, except secrets. */
public sealed interface Call {

    /**
     * @param tool the tool's name, for example {@code filesystem}
     * @param action the tool's operation; may be empty
     * @param parameters fully rendered; {@code ${secret:name}} is resolved by the worker
     */
    record Tool(String tool, String action, Value.Dict parameters) implements Call {}

    /**
     * @param models {@code provider/model} in the order of preference; never empty
     * @param action generate, generate_structured or analyze_text
     * @param prompt fully rendered
     * @param parameters temperature, max_tokens, system and so on, by name
     * @param outputSchema a JSON Schema that the answer must fit; empty where any text will do
     */
    record Model(List<String> models, String action, String prompt, Value.Dict parameters, Value.Dict outputSchema)
            implements Call {
        public Model {
            models = List.copyOf(models);
        }
    }
}
