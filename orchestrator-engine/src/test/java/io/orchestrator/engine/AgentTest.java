package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.model.Call;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.ModelUsage;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An agent's turns: what its model is told, what it calls, and how it ends. */
class AgentTest {

    private static final String AGENT = """
            steps:
              - id: find
                agent:
                  instructions: "Find {{ who }}."
                  tools:
                    - terminal
                    - {tool: filesystem, name: read_file, action: read, parameters: {path: notes.txt}}
                  max_turns: 5
                  budget: BUDGET
              - {id: show, tool: terminal, parameters: {command: "${find.result} ${find.turns} ${find.tool_calls}"}}
            """;

    private static JobDriver agent() {
        return agent("{}");
    }

    private static JobDriver agent(String budget) {
        return Workflows.submitted(AGENT.replace("BUDGET", budget));
    }

    private static void says(JobDriver job, int turn, String json) {
        says(job, turn, json, "");
    }

    /** The model answers, for 60 tokens. */
    private static void says(JobDriver job, int turn, String json, String more) {
        var envelope = Json.parseDict("{\"result\": " + json + ", \"success\": true, \"error\": null" + more + "}");
        var usage = new ModelUsage("local", "small", 40, 20);
        job.result("find[" + turn + "].turn", new TaskResult.Done(envelope, Optional.of(usage)));
    }

    private static String calls(String tool, String parameters) {
        return "{\"thought\": \"t\", \"tool\": \"" + tool + "\", \"parameters\": " + parameters + "}";
    }

    /** The contents of the messages that the model is sent in a turn, without the first, which says how agents work. */
    private static List<String> told(JobDriver job, int turn) {
        var call = (Call.Model) job.command("find[" + turn + "].turn").call();
        var messages =
                (Value.Array) java.util.Objects.requireNonNull(call.parameters().get("messages"));
        return messages.items().stream()
                .flatMap(item ->
                        item instanceof Value.Array more ? more.items().stream() : java.util.stream.Stream.of(item))
                .skip(1)
                .map(message -> ((Value.Dict) message).get("content"))
                .map(content -> content instanceof Value.Text text ? text.value() : "")
                .toList();
    }

    @Test
    void goesOnWithTheAnswerWhenTheModelHasOne() {
        var job = agent();

        says(job, 0, calls("terminal", "{\"command\": \"ls\"}"));
        job.complete("find[0].call[case1].terminal", "a.txt");
        says(job, 1, "{\"thought\": \"there\", \"answer\": \"in a.txt\"}");

        assertThat(Workflows.command(job, "show")).isEqualTo("in a.txt 2 1");
    }

    @Test
    void givesWhatWasUsedWhenItHasAnswered() {
        var job = agent();

        says(job, 0, "{\"answer\": {\"n\": 1}}", ", \"cost_usd\": 0.25");

        var envelope = java.util.Objects.requireNonNull(job.step("find").envelope());
        assertThat(Json.write(envelope))
                .isEqualTo("{\"result\":{\"n\":1},\"success\":true,\"error\":null,\"turns\":1,\"tool_calls\":0,"
                        + "\"usage\":{\"input_tokens\":40,\"output_tokens\":20,\"tokens\":60,\"cost_usd\":0.25}}");
    }

    @Test
    void tellsTheModelEverythingThatWasSaidWhenATurnBegins() {
        var job = agent();

        says(job, 0, calls("terminal", "{\"command\": \"ls\"}"));
        job.complete("find[0].call[case1].terminal", "a.txt");
        says(job, 1, calls("read_file", "{\"path\": \"a.txt\"}"));
        job.complete("find[1].call[case2].read_file", "{{ who }}");

        assertThat(told(job, 0)).containsExactly("Find Ada.");
        assertThat(told(job, 2))
                .containsExactly(
                        "Find Ada.",
                        calls("terminal", "{\"command\":\"ls\"}")
                                .replace(": ", ":")
                                .replace(", ", ","),
                        "a.txt",
                        calls("read_file", "{\"path\":\"a.txt\"}")
                                .replace(": ", ":")
                                .replace(", ", ","),
                        "{{ who }}");
    }

    @Test
    void keepsWhatTheAuthorGaveWhenTheModelSaysOtherwise() {
        var job = agent();

        says(job, 0, calls("read_file", "{\"path\": \"/etc/passwd\", \"action\": \"delete\", \"content\": \"x\"}"));

        var call = (Call.Tool) job.command("find[0].call[case2].read_file").call();
        assertThat(call.action()).isEqualTo("read");
        assertThat(call.parameters().get("path")).isEqualTo(Value.of("notes.txt"));
        assertThat(call.parameters().get("**")).isNull();
    }

    @Test
    void tellsTheModelWhenAToolFails() {
        var job = agent();

        says(job, 0, calls("terminal", "{\"command\": \"ls\"}"));
        job.fail("find[0].call[case1].terminal", FailureKind.DENIED);
        says(job, 1, calls("terminal", "{\"command\": \"dir\"}"));
        job.reportFailure("find[1].call[case1].terminal");

        assertThat(told(job, 2))
                .contains("The tool failed: find[0].call[case1].terminal failed")
                .contains("The tool reported failure: it did not work\nnull");
        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void tellsTheModelWhenThereIsNoSuchToolOrNothingToDo() {
        var job = agent();

        says(job, 0, calls("telescope", "{}"));
        says(job, 1, "{\"thought\": \"hm\", \"tool\": null, \"answer\": null}");

        assertThat(told(job, 2))
                .contains("There is no tool 'telescope'. There are: terminal, read_file.")
                .contains("Name a tool to call, or give an answer.");
    }

    @Test
    void failsWhenTheSameFaultComesThreeTimes() {
        var job = agent();

        for (int turn = 0; turn < AgentEnd.MAX_SAME_FAULTS; turn++) {
            says(job, turn, calls("telescope", "{}"));
        }

        assertThat(job.failure().code()).isEqualTo("AGENT_STUCK");
        assertThat(job.failure().message()).contains("agent 'find'", "3 times", "no tool 'telescope'");
    }

    @Test
    void failsWhenItHasNoAnswerAfterItsLastTurn() {
        var job = agent();

        for (int turn = 0; turn < 5; turn++) {
            says(job, turn, calls("terminal", "{\"command\": \"ls\"}"));
            job.complete("find[" + turn + "].call[case1].terminal", "a.txt");
        }

        assertThat(job.failure().code()).isEqualTo("AGENT_TURNS");
        assertThat(job.failure().kind()).isEqualTo(FailureKind.LIMIT);
    }

    @Test
    void failsBetweenTurnsWhenItsTokensAreUsedUp() {
        var job = agent("{tokens: 100}");

        says(job, 0, calls("telescope", "{}"));
        var inTime = job.root().status();
        says(job, 1, calls("telescop", "{}"));

        assertThat(inTime).isEqualTo(JobStatus.RUNNING);
        assertThat(job.failure().code()).isEqualTo("AGENT_BUDGET");
        assertThat(job.failure().message()).contains("120 tokens", "100");
    }

    @Test
    void failsBetweenTurnsWhenItsDollarsAreUsedUp() {
        var job = agent("{usd: 0.5}");

        says(job, 0, calls("telescope", "{}"), ", \"cost_usd\": 0.5");

        assertThat(job.failure().code()).isEqualTo("AGENT_BUDGET");
    }

    @Test
    void failsAfterTheFirstTurnWhenDollarsCannotBeCounted() {
        var job = agent("{usd: 0.5}");

        says(job, 0, calls("telescope", "{}"));

        assertThat(job.failure().code()).isEqualTo("AGENT_BUDGET");
        assertThat(job.failure().message()).contains("models.<provider>.prices");
    }

    @Test
    void failsWhenItsModelFails() {
        var job = agent();

        job.fail("find[0].turn", FailureKind.DENIED);

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.failure().message()).isEqualTo("find[0].turn failed");
    }

    @Test
    void leavesOutOldResultsWhenTheConversationGetsLong() {
        var job = Workflows.submitted("""
                steps:
                  - {id: find, agent: {instructions: look, tools: [terminal], max_turns: 30}}
                """);

        for (int turn = 0; turn < 15; turn++) {
            says(job, turn, calls("terminal", "{\"command\": \"ls\"}"));
            job.complete("find[" + turn + "].call[case1].terminal", "x".repeat(20_000));
        }

        var told = told(job, 15);
        assertThat(told.get(2)).isEqualTo("(left out: it is long ago)");
        assertThat(told.getLast()).startsWith("xxx").endsWith("... (20000 characters)");
        assertThat(told.stream().mapToInt(String::length).sum()).isLessThan(AgentTurns.MAX_CONVERSATION + 10_000);
    }

    @Test
    void stopsWithItsJobWhenThatIsCancelled() {
        var job = agent();

        says(job, 0, calls("terminal", "{\"command\": \"ls\"}"));
        job.cancel();

        assertThat(job.root().status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(job.interrupts).isNotEmpty();
    }
}
