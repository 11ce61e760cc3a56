package io.orchestrator.engine;

import io.orchestrator.json.Json;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepAction.Agent;
import io.orchestrator.plan.StepPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an agent and its tools have said, turn by turn, read from where it is stored. */
final class AgentTurns {

    /** The longest result of a tool that the model is told, in characters. */
    static final int MAX_OBSERVATION = 16_000;

    /** The longest conversation, in characters; of what was said before, the results are left out. */
    static final int MAX_CONVERSATION = 200_000;

    private static final String LEFT_OUT = "(left out: it is long ago)";

    private final Plan plan;
    private final Draft draft;
    private final List<FramePath> frames = new ArrayList<>();

    /** @param end the number after that of the last turn to read */
    AgentTurns(Plan plan, Draft draft, StepPath path, int end) {
        this.plan = plan;
        this.draft = draft;
        for (int number = draft.step(plan, path).frames().first(); number < end; number++) {
            frames.add(path.frame(number));
        }
    }

    /**
     * What the model is told in return.
     *
     * @param text for the model
     * @param fault whether that is a complaint
     */
    record Observation(String text, boolean fault) {}

    int count() {
        return frames.size();
    }

    /** What the model has said in a turn: thought, and tool and parameters, or answer. */
    Value.Dict said(int index) {
        return seen(Envelopes.result(step(frames.get(index), Agent.TURN))) instanceof Value.Dict said
                ? said
                : Value.EMPTY;
    }

    /** The name of the tool to call; empty where none is to be called. */
    static String tool(Value.Dict said) {
        return said.get("tool") instanceof Value.Text tool ? tool.value().strip() : "";
    }

    /** The agent's answer; empty where it has none yet. */
    static Optional<Value> answer(Value.Dict said) {
        return tool(said).isEmpty()
                ? Optional.ofNullable(said.get("answer")).filter(answer -> answer != Value.Null.NULL)
                : Optional.empty();
    }

    /** What came of a turn that has ended without an answer. */
    Observation observation(int index) {
        var asked = tool(said(index));
        if (asked.isEmpty()) {
            return new Observation("Name a tool to call, or give an answer.", true);
        }
        var call = step(frames.get(index), Agent.CALL);
        var tool = called(call);
        if (tool == null) {
            return new Observation(
                    "There is no tool '" + asked + "'. There are: " + String.join(", ", tools(call)) + ".", true);
        }
        if (tool.failure() != null) {
            return new Observation(
                    shortened("The tool failed: " + tool.failure().message()), true);
        }
        var result = text(seen(Envelopes.result(tool)));
        if (tool.success()) {
            return new Observation(shortened(result), false);
        }
        var error = tool.envelope() == null ? null : tool.envelope().get("error");
        var reported = "The tool reported failure: " + text(error == null ? Value.Null.NULL : error) + "\n" + result;
        return new Observation(shortened(reported), true);
    }

    private StepState step(FramePath frame, String id) {
        var index = plan.block(frame).indexById().get(id);
        if (index == null) {
            throw new IllegalStateException("an agent's turn has no step " + id);
        }
        return draft.step(plan, frame.step(index));
    }

    /** The step of the case that was chosen; null where none was. */
    private @Nullable StepState called(StepState call) {
        var choice = (StepAction.Switch) plan.step(call.path()).action();
        for (int number = call.frames().first(); number < call.frames().next(); number++) {
            var inside = choice.cases().get(number - call.frames().first()).block();
            var path =
                    call.path().frame(number).step(inside.orElseThrow().steps().getFirst());
            var state = draft.step(plan, path);
            if (state.status() != StepStatus.PENDING) {
                return state;
            }
        }
        return null;
    }

    private List<String> tools(StepState call) {
        return ((StepAction.Switch) plan.step(call.path()).action())
                .cases().stream()
                        .flatMap(one -> one.block().stream())
                        .map(block -> plan.step(block.steps().getFirst()).id())
                        .toList();
    }

    /** Messages for the model, the agent's and those of its tools in turn. */
    Value conversation() {
        var messages = new ArrayList<Value>();
        var left = MAX_CONVERSATION;
        for (int index = count() - 1; index >= 0; index--) {
            var said = Json.write(said(index));
            var told = left < 0 ? LEFT_OUT : observation(index).text();
            left -= said.length() + told.length();
            messages.addFirst(message("user", left < 0 ? LEFT_OUT : told));
            messages.addFirst(message("assistant", said));
        }
        return Value.of(messages);
    }

    private Value seen(Value value) {
        return Value.mapTexts(draft.seen(value), draft::seen);
    }

    private static Value message(String role, String content) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("role", Value.of(role));
        fields.put("content", Value.of(content));
        return Value.of(fields);
    }

    private static String text(Value value) {
        return value instanceof Value.Text text ? text.value() : Json.write(value);
    }

    private static String shortened(String text) {
        return text.length() <= MAX_OBSERVATION
                ? text
                : text.substring(0, MAX_OBSERVATION) + "... (" + text.length() + " characters)";
    }

    /** What the model has used: tokens, and dollars where their price is known. */
    Map<String, Value> usage() {
        var spent = Spent.of(this);
        var fields = new LinkedHashMap<String, Value>();
        fields.put("input_tokens", Value.of(spent.inputTokens()));
        fields.put("output_tokens", Value.of(spent.outputTokens()));
        fields.put("tokens", Value.of(spent.tokens()));
        fields.put("cost_usd", spent.priced() ? Value.of(spent.usd()) : Value.Null.NULL);
        return fields;
    }

    /**
     * What all turns have used.
     *
     * @param usd in dollars, as far as prices are known
     * @param priced whether all prices are known
     */
    record Spent(long inputTokens, long outputTokens, double usd, boolean priced) {

        static Spent of(AgentTurns turns) {
            var spent = new Spent(0, 0, 0, true);
            for (int index = 0; index < turns.count(); index++) {
                spent = spent.plus(turns.step(turns.frames.get(index), Agent.TURN));
            }
            return spent;
        }

        private Spent plus(StepState asked) {
            var usage = asked.usage();
            var cost = Metadata.cost(asked);
            return new Spent(
                    inputTokens + (usage == null ? 0 : usage.inputTokens()),
                    outputTokens + (usage == null ? 0 : usage.outputTokens()),
                    usd + cost.orElse(0),
                    priced && cost.isPresent());
        }

        long tokens() {
            return inputTokens + outputTokens;
        }
    }
}
