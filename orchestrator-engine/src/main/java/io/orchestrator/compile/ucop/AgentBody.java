package io.orchestrator.compile.ucop;

import io.orchestrator.compile.desugar.PythonCall;
import io.orchestrator.compile.document.Node;

/** What an agent runs. */
sealed interface AgentBody {

    /** An expression: one output of a step with this body. */
    String output(AgentStep step, String name);

    /**
     * What the author wrote natively.
     *
     * @param keys tool, action, parameters, queue
     */
    record Tool(Node.Mapping keys) implements AgentBody {
        @Override
        public String output(AgentStep step, String name) {
            return step.path() + ".result." + name;
        }
    }

    /** A tool of the agent's name, which a worker of the user's has. */
    record Worker() implements AgentBody {

        /** The queue of those workers. */
        static final String QUEUE = "ucop";

        @Override
        public String output(AgentStep step, String name) {
            return step.path() + ".result." + name;
        }
    }

    /** A Python function that takes the inputs by name and returns a mapping of outputs. */
    record Python(PythonCall call) implements AgentBody {
        @Override
        public String output(AgentStep step, String name) {
            return "(" + step.path() + ".result.stdout | default('{}', true) | from_json)." + name;
        }
    }

    /** Writes one of its inputs to a file. */
    record WriteFile() implements AgentBody {
        @Override
        public String output(AgentStep step, String name) {
            return step.path() + ".result.path";
        }
    }

    /**
     * A model.
     *
     * @param keys model, prompt or prompt_template, as far as the author gives them
     * @param description what the agent is for; may be empty
     * @param maxTokens the most tokens of an answer; 0 leaves it to the model
     */
    record Model(Node.Mapping keys, String description, long maxTokens) implements AgentBody {
        @Override
        public String output(AgentStep step, String name) {
            return step.path() + ".result." + name;
        }
    }
}
