package io.orchestrator.engine;

import io.orchestrator.engine.AgentTurns.Spent;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.Value;
import io.orchestrator.plan.StepAction.Agent;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Whether an agent is through after a turn: it has answered, has used up what it may, or does not get on. */
final class AgentEnd {

    /** So many turns one after the other with the same complaint, and the agent has failed. */
    static final int MAX_SAME_FAULTS = 3;

    private AgentEnd() {}

    /** How it ends. */
    sealed interface Outcome {}

    /** @param envelope the step's value */
    record Answered(Value.Dict envelope) implements Outcome {}

    record Failed(Failure failure) implements Outcome {}

    /**
     * Empty where the next turn can begin.
     *
     * @param turns all of them, ended
     * @param maxTurns how many there may be
     * @param label the step, for messages
     */
    static Optional<Outcome> of(AgentTurns turns, Agent agent, int maxTurns, String label) {
        if (turns.count() == 0) {
            return Optional.empty();
        }
        var answer = AgentTurns.answer(turns.said(turns.count() - 1));
        if (answer.isPresent()) {
            return Optional.of(new Answered(envelope(turns, answer.get())));
        }
        return fault(turns)
                .map(fault -> failed(
                        FailureKind.TOOL,
                        "AGENT_STUCK",
                        label + " has hit the same fault " + MAX_SAME_FAULTS + " times: " + fault))
                .or(() -> overspent(Spent.of(turns), agent, label))
                .or(() -> turns.count() < maxTurns
                        ? Optional.empty()
                        : Optional.of(failed(
                                FailureKind.LIMIT,
                                "AGENT_TURNS",
                                label + " has no answer after " + maxTurns + " turns")));
    }

    private static Value.Dict envelope(AgentTurns turns, Value answer) {
        var calls = 0;
        for (int index = 0; index < turns.count(); index++) {
            calls += AgentTurns.tool(turns.said(index)).isEmpty() ? 0 : 1;
        }
        var envelope = new LinkedHashMap<String, Value>();
        envelope.put("result", answer);
        envelope.put("success", Value.Bool.TRUE);
        envelope.put("error", Value.Null.NULL);
        envelope.put("turns", Value.of(turns.count()));
        envelope.put("tool_calls", Value.of(calls));
        envelope.put("usage", Value.of(turns.usage()));
        return Value.of(envelope);
    }

    /** The complaint that the last turns all had. */
    private static Optional<String> fault(AgentTurns turns) {
        if (turns.count() < MAX_SAME_FAULTS) {
            return Optional.empty();
        }
        var last = turns.count() - 1;
        var tool = AgentTurns.tool(turns.said(last));
        var observation = turns.observation(last);
        for (int index = last; index > last - MAX_SAME_FAULTS; index--) {
            var same = observation.fault()
                    && AgentTurns.tool(turns.said(index)).equals(tool)
                    && turns.observation(index).equals(observation);
            if (!same) {
                return Optional.empty();
            }
        }
        return Optional.of(observation.text());
    }

    private static Optional<Outcome> overspent(Spent spent, Agent agent, String label) {
        if (agent.maxTokens() > 0 && spent.tokens() >= agent.maxTokens()) {
            return Optional.of(
                    budget(label + " has used " + spent.tokens() + " tokens, its budget is " + agent.maxTokens()));
        }
        if (agent.maxUsd() > 0 && !spent.priced()) {
            return Optional.of(budget(label + " has a budget in dollars, and the price of its model is not known:"
                    + " set models.<provider>.prices on the workers, or give the budget in tokens"));
        }
        return agent.maxUsd() > 0 && spent.usd() >= agent.maxUsd()
                ? Optional.of(budget(label + " has used " + spent.usd() + " USD, its budget is " + agent.maxUsd()))
                : Optional.empty();
    }

    private static Outcome budget(String message) {
        return failed(FailureKind.LIMIT, "AGENT_BUDGET", message);
    }

    private static Outcome failed(FailureKind kind, String code, String message) {
        return new Failed(Failure.of(kind, code, message));
    }
}
