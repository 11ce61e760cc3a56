package io.orchestrator.compile;

import static io.orchestrator.compile.AutoPlans.model;
import static io.orchestrator.compile.AutoPlans.plan;
import static io.orchestrator.compile.AutoPlans.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepAction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the model is asked for what stands in an {@code <AUTO>} tag, and what becomes of the answer. */
class AutoTest {

    private static List<String> ids(Plan plan) {
        return plan.steps().stream().map(step -> step.id()).toList();
    }

    private static String parameters(Plan plan, String id) {
        return switch (step(plan, id).action()) {
            case StepAction.CallTool tool -> Json.write(tool.parameters().source());
            case StepAction.CallModel call -> Json.write(call.parameters().source());
            default -> "";
        };
    }

    @Test
    void asksModelBeforeTheStepWhenParameterIsTag() {
        var plan = plan("""
                - id: save
                  tool: filesystem
                  action: write
                  depends_on: search
                  parameters:
                    path: notes.md
                    content: <AUTO>Sum up: {{ search.result }}</AUTO>
                """);

        assertThat(ids(plan)).containsExactly("search", "save__auto_1", "save");
        assertThat(parameters(plan, "save")).contains("\"content\":\"${save__auto_1.result | trim}\"");
        var question = model(plan, "save__auto_1");
        assertThat(question.prompt().source()).startsWith("Sum up: {{ search.result }}\n\nAnswer with the value alone");
        assertThat(question.models()).containsExactly("ollama/llama3.2");
        assertThat(plan.step(1).dependencies()).containsExactly(0);
        assertThat(plan.step(2).dependencies()).containsExactly(0, 1);
    }

    @Test
    void chainsTheQuestionsWhenTagsAreNested() {
        var plan = plan("""
                - id: find
                  tool: terminal
                  parameters:
                    command: "about <AUTO>a question on <AUTO>a topic in {{ search.result }}</AUTO> of today</AUTO>, please"
                """);

        assertThat(ids(plan)).containsExactly("search", "find__auto_1", "find__auto_2", "find");
        assertThat(model(plan, "find__auto_1").prompt().source()).startsWith("a topic in {{ search.result }}\n");
        assertThat(model(plan, "find__auto_2").prompt().source())
                .startsWith("a question on {{ find__auto_1.result | trim }} of today\n");
        assertThat(parameters(plan, "find")).contains("about {{ find__auto_2.result | trim }}, please");
    }

    @Test
    void asksInEveryIterationWhenTheTagIsInAnActionLoop() {
        var plan = plan("""
                - id: look-again
                  while: <AUTO>Go on?</AUTO>
                  max_iterations: 2
                  steps: [{id: a, tool: terminal, parameters: {command: ls}}]
                - id: again
                  action_loop:
                    - {tool: terminal, parameters: {command: "echo <AUTO>a word</AUTO>"}}
                    - {name: look, tool: terminal, parameters: {command: ls}}
                  until: <AUTO>Does {{ look.result }} say that it is done?</AUTO>
                  max_iterations: 3
                """);

        assertThat(ids(plan))
                .containsExactly(
                        "search",
                        "look-again",
                        "a",
                        "look-again__auto_1",
                        "again",
                        "action1__auto_1",
                        "action1",
                        "look",
                        "again__auto_1");
        assertThat(parameters(plan, "action1")).contains("echo {{ action1__auto_1.result | trim }}");
        var loop = (StepAction.While) step(plan, "again").action();
        assertThat(loop.until().orElseThrow().source()).isEqualTo("{{ again__auto_1.result }}");
        assertThat(loop.body().steps()).containsExactly(5, 6, 7, 8);
    }

    @Test
    void asksForEveryItemWhenTheTagIsInAQueuesTask() {
        var plan = plan("""
                - id: each
                  create_parallel_queue:
                    "on": <AUTO>three towns</AUTO>
                    tool: terminal
                    parameters: {command: "echo <AUTO>a word about {{ item }}</AUTO>"}
                - id: other
                  create_parallel_queue:
                    "on": [1, 2]
                    max_parallel: 2
                    task: {tool: terminal, parameters: {command: <AUTO>a word</AUTO>}}
                """);

        assertThat(ids(plan))
                .containsExactly(
                        "search", "each__auto_1", "each", "task__auto_1", "task", "other", "task__auto_1", "task");
        assertThat(model(plan, "task__auto_1").prompt().source()).startsWith("a word about {{ item }}");
        var queue = (StepAction.ForEach) step(plan, "other").action();
        assertThat(queue.maxParallel()).isEqualTo(2);
    }

    @Test
    void wantsTruthOfModelWhenConditionIsTag() {
        var plan = plan("""
                - id: save
                  tool: terminal
                  condition: <AUTO>Is {{ search.result }} worth it? Answer 'true' or 'false'</AUTO>
                  parameters: {command: "echo <AUTO>a word</AUTO>"}
                - id: next
                  tool: terminal
                  if: <AUTO type="integer" min="1" max="10">How good is it?</AUTO> > 7 and true
                  parameters: {command: ls}
                """);

        var condition = step(plan, "save").condition().orElseThrow();
        assertThat(condition.source()).isEqualTo("{{ save__auto_1.result }}");
        assertThat(Json.write(model(plan, "save__auto_1").outputSchema())).isEqualTo("{\"type\":\"boolean\"}");
        assertThat(model(plan, "save__auto_2").outputSchema().entries()).isEmpty();
        assertThat(step(plan, "next").condition().orElseThrow().source())
                .isEqualTo("{{ next__auto_1.result }} > 7 and true");
        assertThat(Json.write(model(plan, "next__auto_1").outputSchema()))
                .isEqualTo("{\"type\":\"integer\",\"minimum\":1,\"maximum\":10}");
    }

    @Test
    void asksOnlyWhenTheStepRunsWhenItHasConditionOfItsOwn() {
        var plan = plan("""
                - id: save
                  tool: terminal
                  condition: search.success
                  parameters: {command: "echo <AUTO fallback=\\"it's\\">a word</AUTO>"}
                """);

        var question = step(plan, "save__auto_1");
        assertThat(question.condition().orElseThrow().source()).isEqualTo("search.success");
        assertThat(parameters(plan, "save"))
                .contains("(save__auto_1.result | trim if save__auto_1.success | default(false) else 'it\\\\'s')");
        assertThat(question.onFailure().getClass().getSimpleName()).isEqualTo("Continue");
    }

    @Test
    void jumpsToTheQuestionWhenJumpNamesTheStepThatNeedsIt() {
        var plan = plan("""
                - id: skipped
                  tool: terminal
                  parameters: {command: ls}
                - id: last
                  tool: terminal
                  parameters: {command: "<AUTO>a command</AUTO>"}
                """.replace("- id: skipped", "- id: skipped\n  condition: search.success\n  on_false: last"));

        var target = step(plan, "skipped").flow().onFalse().orElseThrow();
        assertThat(plan.step(target).id()).isEqualTo("last__auto_1");
    }

    @Test
    void asksForTheListBeforeAndForTheRestInsideWhenStepIsLoop() {
        var plan = plan("""
                - id: each
                  for_each: <AUTO>sources of {{ search.result }}</AUTO>
                  steps:
                    - id: check
                      tool: terminal
                      parameters: {command: "<AUTO>look at {{ $item }}</AUTO>"}
                - id: short
                  for_each: [1, 2]
                  tool: terminal
                  on_failure: continue
                  parameters: {command: "<AUTO>count {{ item }}</AUTO>"}
                """);

        assertThat(ids(plan))
                .containsExactlyInAnyOrder(
                        "search", "each__auto_1", "each", "short", "check__auto_1", "check", "short__auto_1", "task");
        assertThat(Json.write(model(plan, "each__auto_1").outputSchema())).isEqualTo("{\"type\":\"array\"}");
        assertThat(Json.write(((StepAction.ForEach) step(plan, "each").action())
                        .items()
                        .source()))
                .isEqualTo("\"${each__auto_1.result}\"");
        assertThat(parameters(plan, "task")).contains("${short__auto_1.result | trim}");
    }

    @Test
    void asksInEachIterationWhenLoopsConditionIsTag() {
        var plan = plan("""
                - id: again
                  while: <AUTO>Is {{ work.result.stdout }} too short?</AUTO>
                  until: "<AUTO>Is {{ work.result.stdout }} perfect?</AUTO>"
                  max_iterations: 3
                  steps:
                    - {id: work, tool: terminal, parameters: {command: ls}}
                """);

        assertThat(ids(plan)).containsExactly("search", "again", "work", "again__auto_1", "again__auto_2");
        var loop = (StepAction.While) step(plan, "again").action();
        assertThat(loop.condition().orElseThrow().source()).isEqualTo("{{ again__auto_1.result | default(true) }}");
        assertThat(loop.until().orElseThrow().source()).isEqualTo("{{ again__auto_2.result }}");
    }

    @Test
    void choosesAmongTheStepsWhenJumpOrCaseIsTag() {
        var plan = plan("""
                - id: route
                  tool: terminal
                  parameters: {command: ls}
                  goto: <AUTO>where to go on</AUTO>
                - id: choose
                  switch:
                    - {when: "<AUTO>Is it late?</AUTO>", then: end}
                    - {else: end}
                - {id: end, tool: terminal, parameters: {command: ls}}
                """);

        assertThat(Json.write(model(plan, "route__auto_1").outputSchema()))
                .isEqualTo("{\"type\":\"string\",\"enum\":[\"search\",\"route\",\"choose\",\"end\"]}");
        var choice = (StepAction.Switch) step(plan, "choose").action();
        assertThat(choice.cases().getFirst().when().orElseThrow().source()).isEqualTo("{{ choose__auto_1.result }}");
    }
}
