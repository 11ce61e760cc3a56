package io.orchestrator.compile;

import static io.orchestrator.compile.Broken.steps;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with agents. */
class BrokenAgentTest {

    private static Broken agent(String title, String agent, String... findings) {
        return steps(title, "- id: a\n  agent: " + agent + "\n", findings);
    }

    static Stream<Broken> agents() {
        return Stream.of(
                agent("an agent without a task", "{tools: [http], model: openai/gpt}", "ERROR missing-key 4:10"),
                agent("an agent in words", "[x]", "ERROR wrong-type 4:10"),
                agent(
                        "a tool that does not exist",
                        "{instructions: x, tools: [termnal], model: openai/gpt}",
                        "ERROR unknown-tool 4:36"),
                agent(
                        "a tool without a name",
                        "{instructions: x, tools: [{name: a}], model: openai/gpt}",
                        "ERROR missing-key 4:36"),
                agent(
                        "a tool with a bad name",
                        "{instructions: x, tools: [{tool: http, name: a b}], model: openai/gpt}",
                        "ERROR bad-value 4:55"),
                agent(
                        "a tool twice",
                        "{instructions: x, tools: [http, http], model: openai/gpt}",
                        "ERROR duplicate-tool 4:42"),
                agent(
                        "tools in a list of lists",
                        "{instructions: x, tools: [[http]], model: openai/gpt}",
                        "ERROR wrong-type 4:36"),
                agent(
                        "an unknown key of a tool",
                        "{instructions: x, tools: [{tool: http, acton: get}], model: openai/gpt}",
                        "WARNING unknown-key 4:49"),
                agent(
                        "an unknown action of a tool",
                        "{instructions: x, tools: [{tool: http, action: gett}], model: openai/gpt}",
                        "ERROR unknown-action 4:57"),
                agent(
                        "a parameter that the tool lacks",
                        "{instructions: x, tools: [{tool: http, parameters: {ulr: x}}], model: openai/gpt}",
                        "WARNING unknown-parameter 4:62"),
                agent(
                        "too many turns",
                        "{instructions: x, max_turns: 101, model: openai/gpt}",
                        "ERROR wrong-type 4:39"),
                agent(
                        "a budget in words",
                        "{instructions: x, budget: much, model: openai/gpt}",
                        "ERROR wrong-type 4:36"),
                agent(
                        "a budget of nothing",
                        "{instructions: x, budget: {tokens: 0}, model: openai/gpt}",
                        "ERROR wrong-type 4:45"),
                agent("no dollars", "{instructions: x, budget: {usd: 0}, model: openai/gpt}", "ERROR wrong-type 4:42"),
                agent("an unknown key", "{instructions: x, turns: 3, model: openai/gpt}", "WARNING unknown-key 4:28"),
                agent(
                        "instructions that read nothing",
                        "{instructions: '{{ y }}', model: openai/gpt}",
                        "ERROR unresolved-reference 4:29"),
                steps(
                        "a file of its answer",
                        "- id: a\n  agent: {instructions: x, model: openai/gpt}\n  location: a.txt\n",
                        "WARNING ignored-key 5:3"));
    }

    @ParameterizedTest
    @MethodSource("agents")
    void findsWhatIsWrongWhenAnAgentIsBroken(Broken broken) {
        Broken.check(broken);
    }
}
