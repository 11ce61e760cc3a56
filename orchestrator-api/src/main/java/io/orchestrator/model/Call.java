package io.orchestrator.model;

import java.util.List;

/** What a worker executes: everything is rendered, except secrets. */
public sealed interface Call {

    /**
     * @param tool the tool's name, for example {@code filesystem}
     * @param action the tool's operation; may be empty
     * @param parameters fully rendered, but for references to secrets ({@link SecretMark}), which the worker resolves
     * @param outputSchema a JSON Schema that the result must fit; empty where any will do
     */
    record Tool(String tool, String action, Value.Dict parameters, Value.Dict outputSchema) implements Call {

        /** A call whose result may be anything. */
        public Tool(String tool, String action, Value.Dict parameters) {
            this(tool, action, parameters, Value.EMPTY);
        }
    }

    /**
     * @param models {@code provider/model} in the order of preference; never empty
     * @param action generate, generate_structured or analyze_text
     * @param prompt fully rendered
     * @param parameters temperature, max_tokens, system and so on, by name
     * @param outputSchema a JSON Schema that the answer must fit; empty where any text will do
     * @param sanitize whether greetings and offers around the text are cut off
     */
    record Model(
            List<String> models,
            String action,
            String prompt,
            Value.Dict parameters,
            Value.Dict outputSchema,
            boolean sanitize)
            implements Call {
        public Model {
            models = List.copyOf(models);
        }

        /** A call whose answer is taken as it is. */
        public Model(
                List<String> models, String action, String prompt, Value.Dict parameters, Value.Dict outputSchema) {
            this(models, action, prompt, parameters, outputSchema, false);
        }
    }
}
