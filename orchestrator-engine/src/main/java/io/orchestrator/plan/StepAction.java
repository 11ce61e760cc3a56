package io.orchestrator.plan;

import io.orchestrator.json.Json;
import io.orchestrator.language.Expression;
import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Value;
import io.orchestrator.model.VariableScope;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What a step does when it is its turn. */
public sealed interface StepAction {

    /** The name among the parameters of a call whose value is a map of further parameters. */
    String SPREAD = "**";

    /** A step that a worker runs. */
    sealed interface Task extends StepAction {

        /** The names of the secrets that the author refers to. */
        Set<String> secrets();
    }

    /** A step that runs other steps: it opens frames, each a run of one of its blocks. */
    sealed interface Holding extends StepAction {

        /** One a frame number of a first run; a case without steps has an empty one; a loop has one for all. */
        List<Block> blocks();
    }

    /**
     * @param tool the tool's name
     * @param action the tool's operation; may be empty
     * @param parameters rendered into one map just before the command is made
     * @param outputSchema JSON Schema of the result; empty for any
     */
    record CallTool(String tool, String action, ValueTemplate parameters, Value.Dict outputSchema) implements Task {
        @Override
        public Set<String> secrets() {
            return parameters.secrets();
        }
    }

    /**
     * @param models {@code provider/model} in the order of preference; empty where {@code choice} gives them
     * @param choice gives the models when the step runs
     * @param action generate, generate_structured or analyze_text
     * @param prompt the prompt
     * @param parameters temperature, max_tokens and so on
     * @param outputSchema JSON Schema, empty for any answer
     * @param sanitize whether greetings and offers around the text are cut off
     */
    record CallModel(
            List<String> models,
            Optional<ModelChoice> choice,
            String action,
            Template prompt,
            ValueTemplate parameters,
            Value.Dict outputSchema,
            boolean sanitize)
            implements Task {
        public CallModel {
            models = List.copyOf(models);
        }

        @Override
        public Set<String> secrets() {
            var secrets = new HashSet<>(prompt.secrets());
            secrets.addAll(parameters.secrets());
            return secrets;
        }

        /** For people: the models, or what names them. */
        public String modelText() {
            return choice.map(choice -> choice.names().source() instanceof Value.Text text
                            ? text.value()
                            : Json.write(choice.names().source()))
                    .orElseGet(() -> String.join(", ", models));
        }
    }

    /**
     * Models that are known only when the step runs.
     *
     * @param names gives a name, or a list of names in the order of preference
     * @param configured what the names are looked up among
     */
    record ModelChoice(ValueTemplate names, ConfiguredModels configured) {}

    /**
     * Runs in the coordinator: the step's result is the rendered map.
     *
     * @param variables name to template; each sees those above it
     * @param scope how far around the step they can be read
     */
    record SetVariables(ValueTemplate variables, VariableScope scope) implements StepAction {
        /** Whether it assigns a variable of that name. */
        public boolean assigns(String name) {
            return variables.source() instanceof Value.Dict names && names.get(name) != null;
        }
    }

    /**
     * Runs its body once for every item: of a list, of a map as {key, value}, of JSON text, of a text with commas.
     *
     * @param items gives the items when it is the step's turn
     * @param maxParallel iterations that run at the same time; at least 1
     * @param name a further name of the loop for its body ({@code $name.item}); may be empty
     * @param itemName a further name of the item, without {@code $}; may be empty
     * @param statistics what the result tells besides the iterations' results
     * @param body runs once an item
     */
    record ForEach(
            ValueTemplate items, int maxParallel, String name, String itemName, Statistics statistics, Block body)
            implements Holding {
        @Override
        public List<Block> blocks() {
            return List.of(body);
        }
    }

    /**
     * Runs its body again and again.
     *
     * @param condition must hold before every iteration
     * @param until ends the loop when it holds after an iteration
     * @param maxIterations gives the most iterations, a whole number
     * @param breakOnError whether an iteration in which a step failed is the last one
     * @param name a further name of the loop for its body; may be empty
     * @param statistics what the result tells besides the iterations' results
     * @param body runs once an iteration
     * @param agent where each iteration is an agent's turn: it ends with the agent's answer
     */
    record While(
            Optional<Expression> condition,
            Optional<Expression> until,
            ValueTemplate maxIterations,
            boolean breakOnError,
            String name,
            Statistics statistics,
            Block body,
            Optional<Agent> agent)
            implements Holding {
        /** A loop without an agent. */
        public While(
                Optional<Expression> condition,
                Optional<Expression> until,
                ValueTemplate maxIterations,
                boolean breakOnError,
                String name,
                Statistics statistics,
                Block body) {
            this(condition, until, maxIterations, breakOnError, name, statistics, body, Optional.empty());
        }

        @Override
        public List<Block> blocks() {
            return List.of(body);
        }
    }

    /**
     * What an agent may use up; looked at between its turns. The first step of its loop's body asks the model, the second
     * calls the tool that the model has named.
     *
     * @param maxTokens in and out together; 0 is no limit
     * @param maxUsd 0 is no limit
     */
    record Agent(long maxTokens, double maxUsd) {
        /** The id of the step that asks the model. */
        public static final String TURN = "turn";

        /** The id of the step that calls a tool: a switch, each case a tool under the name that the model knows. */
        public static final String CALL = "call";

        /** What the steps of the loop read what was said before by. */
        public static final String CONVERSATION = "conversation";
    }

    /** What a loop's result tells besides the results of its iterations. */
    enum Statistics {
        /** Nothing. */
        NONE,
        /** Those of the pipeline format's action_loop. */
        ACTION_LOOP,
        /** Those of the pipeline format's create_parallel_queue. */
        PARALLEL_QUEUE
    }

    /**
     * Runs branches side by side.
     *
     * @param branches each with a name
     * @param join how many branches must succeed; the others are stopped then
     */
    record Parallel(List<Block> branches, int join) implements Holding {
        public Parallel {
            branches = List.copyOf(branches);
        }

        @Override
        public List<Block> blocks() {
            return branches;
        }
    }

    /**
     * Chooses the first case that holds; the steps that only other cases lead to are skipped.
     *
     * @param cases in document order; the last may be without a condition: else
     */
    record Switch(List<Case> cases) implements Holding {
        public Switch {
            cases = List.copyOf(cases);
        }

        @Override
        public List<Block> blocks() {
            return cases.stream().map(one -> one.block().orElse(Block.EMPTY)).toList();
        }
    }

    /**
     * @param when empty holds always
     * @param step index of the step of the same block to go on with
     * @param block the steps to run, where the case has some
     */
    record Case(Optional<Expression> when, OptionalInt step, Optional<Block> block) {}

    /**
     * Waits.
     *
     * @param time gives a duration ({@code 10m}, or seconds) or a timestamp (ISO 8601)
     * @param kind which of them
     */
    record Wait(ValueTemplate time, Kind kind) implements StepAction {
        /** What the time means. */
        public enum Kind {
            FOR,
            UNTIL
        }
    }

    /**
     * Waits for something outside: a program's signal, a person's answer.
     *
     * @param name of the signal
     * @param key tells signals of one name apart; may give an empty text; where a person is asked, that is the step's path
     * @param prompt what a person is asked, a map; empty where the signal is for programs
     * @param timeout how long; empty is without an end
     * @param fallback what counts as the answer when the time is over; without one the step fails then
     */
    record Signal(
            Template name,
            Template key,
            boolean correlate,
            ValueTemplate prompt,
            Optional<ValueTemplate> timeout,
            Optional<ValueTemplate> fallback)
            implements StepAction {
        /** What a prompt says under {@code kind} that asks a person whether something may be done. */
        public static final String APPROVAL = "approval";

        /** What a prompt says under {@code kind} that asks a person for a value. */
        public static final String PROMPT = "prompt";
    }

    /**
     * Tells those who read the job's events.
     *
     * @param name of the event
     * @param payload its content
     */
    record Emit(Template name, ValueTemplate payload) implements StepAction {}

    /**
     * Writes a record to a topic of the user's. Coordinators do, apart from the job: its result is where the record stands.
     *
     * @param topic where to
     * @param key of the record; the job's id where there is none
     * @param event the kind of event that it tells of; the topic's name where there is none
     * @param headers name to text
     * @param payload its content, as JSON
     */
    record Publish(
            Template topic,
            Optional<Template> key,
            Optional<Template> event,
            ValueTemplate headers,
            ValueTemplate payload)
            implements StepAction {}

    /**
     * Ends the job.
     *
     * @param success with outputs, or failed with a reason
     * @param reason of a failure
     * @param outputs of a success, on top of the workflow's own
     */
    record End(boolean success, Template reason, ValueTemplate outputs) implements StepAction {}

    /**
     * Runs another workflow as a job of its own.
     *
     * @param called which
     * @param inputs of the child
     * @param outputs name to path in the child's outputs; empty gives all under their own names
     * @param inherit names of the parent's inputs to hand on where {@code inputs} lacks them
     * @param waits whether the step ends with the child; else it ends as soon as it has asked for it
     */
    record CallWorkflow(Called called, ValueTemplate inputs, Value.Dict outputs, Set<String> inherit, boolean waits)
            implements StepAction {
        public CallWorkflow {
            inherit = Set.copyOf(inherit);
        }
    }

    /** The workflow that a step runs. */
    sealed interface Called {
        /** For people: a name, a template, or the key. */
        String text();
    }

    /** @param workflow gives {@code id@version}, {@code id} for the latest, or the text of a document */
    record Named(Template workflow) implements Called {
        @Override
        public String text() {
            return workflow.source();
        }
    }

    /**
     * A workflow inside of the document.
     *
     * @param key its {@code id@version}
     * @param document its text, a document of its own
     */
    record Inline(String key, String document) implements Called {
        @Override
        public String text() {
            return key + " inside";
        }
    }
}
