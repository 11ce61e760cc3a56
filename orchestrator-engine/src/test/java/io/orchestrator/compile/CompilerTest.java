package io.orchestrator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Value;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.RetryPolicy;
import io.orchestrator.plan.StepAction;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompilerTest {

    @Test
    void givesTheSameHashWhenOnlyCommentsQuotesAndSpacesDiffer() {
        var block = Documents.plan("""
                # A comment.
                id: w
                steps:
                  - id: a
                    tool: terminal
                    parameters:
                      command: "echo one"   # another
                """);
        var flow = Documents.plan("{id: w, steps: [{id: a, tool: terminal, parameters: {command: echo one}}]}");
        var json = Documents.plan(
                "{\"id\":\"w\",\"steps\":[{\"id\":\"a\",\"tool\":\"terminal\",\"parameters\":{\"command\":\"echo one\"}}]}");

        assertThat(flow.hash()).isEqualTo(block.hash());
        assertThat(json.hash()).isEqualTo(block.hash());
        assertThat(block.hash()).matches("[0-9a-f]{64}");
    }

    @Test
    void givesAnotherHashWhenAValueDiffers() {
        var one = Documents.plan("{id: w, steps: [{id: a, tool: terminal, parameters: {command: 'one'}}]}");
        var two = Documents.plan("{id: w, steps: [{id: a, tool: terminal, parameters: {command: 'two'}}]}");

        assertThat(one.hash()).isNotEqualTo(two.hash());
    }

    @Test
    void makesTheIdOfTheNameWhenNoneIsWritten() {
        var plan =
                Documents.plan("{name: '2 Hello, World!', steps: [{id: a, tool: terminal, parameters: {command: x}}]}");

        assertThat(plan.id()).isEqualTo("hello-world");
        assertThat(plan.name()).isEqualTo("2 Hello, World!");
        assertThat(plan.version()).isEqualTo("1.0.0");
    }

    @Test
    void ordersWhatAJumpMaySkipAfterItsSource() {
        var plan = plan(
                "- {id: a, tool: terminal, parameters: {command: x}, on_success: d}",
                "- {id: b, tool: terminal, parameters: {command: x}}",
                "- {id: c, tool: terminal, parameters: {command: x}, depends_on: a}",
                "- {id: d, tool: terminal, parameters: {command: x}}",
                "- {id: e, tool: terminal, parameters: {command: x}}");

        assertThat(plan.steps())
                .extracting(PlanStep::after)
                .containsExactly(List.of(), List.of(0), List.of(), List.of(0), List.of());
        assertThat(plan.steps()).extracting(PlanStep::level).containsExactly(0, 0, 1, 0, 0);
        assertThat(plan.step(0).successors()).containsExactly(1, 2, 3);
        assertThat(plan.step(0).onSuccess()).hasValue(3);
    }

    @Test
    void addsNoOrderThatContradictsTheDependenciesWhenAJumpSkipsWhatItWaitsFor() {
        var plan = plan(
                "- {id: a, tool: terminal, parameters: {command: x}, depends_on: b, on_failure: c}",
                "- {id: b, tool: terminal, parameters: {command: x}}",
                "- {id: c, tool: terminal, parameters: {command: x}}");

        assertThat(plan.step(1).waitsFor()).isZero();
        assertThat(plan.step(2).after()).containsExactly(0);
        assertThat(plan.step(0).onFailure()).isEqualTo(new OnFailure.Jump(2));
        assertThat(plan.step(0).reportedFailureCounts()).isTrue();
    }

    @Test
    void tellsTheWorkerWhatAnAttemptMayCost() {
        var plan = plan(
                "- {id: a, model: {preferred: openai/gpt, max_cost_usd: 0.05}, prompt: hi, parameters: {top_p: 1}}");

        var call = (StepAction.CallModel) plan.step(0).action();
        assertThat(call.parameters().render(Scope.of(Value.EMPTY)))
                .isEqualTo(Json.parseDict("{\"top_p\":1,\"max_cost_usd\":0.05}"));
    }

    @Test
    void chainsTheStepsWhenTheModeIsSequential() {
        var plan = Documents.plan("mode: sequential\n"
                + document(
                        "- {id: a, tool: terminal, parameters: {command: x}}",
                        "- {id: b, tool: terminal, parameters: {command: x}}"));

        assertThat(plan.step(1).dependencies()).containsExactly(0);
    }

    @Test
    void infersDependenciesWhenTemplatesReadStepsAndVariables() {
        var plan = plan(
                "- {id: a, set: {total: 1}}",
                "- {id: b, tool: terminal, parameters: {command: '{{ total }}'}, output_variable: text}",
                "- {id: c, tool: terminal, parameters: {command: x}, if: \"{{ text == '1' }}\"}",
                "- {id: d, set: {all: '${step_results}', one: '${previous_results.a}'}}",
                "- {id: e, set: {one: \"${previous_results['a']}\"}}");

        assertThat(plan.steps())
                .extracting(PlanStep::dependencies)
                .containsExactly(List.of(), List.of(0), List.of(1), List.of(0, 1, 2), List.of(0));
    }

    @Test
    void readsTimesAndRetriesWhenDocumentAndStepsGiveThem() {
        var plan = Documents.plan(
                "defaults: {timeout: 2m, retry: {max_attempts: 7, initial: 0.5}}\n"
                        + document(
                                "- {id: a, tool: terminal, parameters: {command: x}}",
                                "- {id: b, tool: terminal, parameters: {command: x}, timeout: 500ms, max_retries: 2}",
                                "- {id: c, tool: terminal, parameters: {command: x}, timeout: 1, retry: {jitter: 0, retry_on: network}}"));

        assertThat(plan.steps()).extracting(PlanStep::timeoutMs).containsExactly(120_000L, 500L, 1_000L);
        assertThat(plan.steps())
                .extracting(PlanStep::retry)
                .containsExactly(
                        new RetryPolicy(7, 500, 2, 60_000, 0.2, Set.of(), Set.of()),
                        RetryPolicy.attempts(2),
                        new RetryPolicy(7, 500, 2, 60_000, 0, Set.of("UNAVAILABLE"), Set.of()));
    }

    @Test
    void leavesRetriesToTheEngineWhenNoneAreWritten() {
        var plan = plan("- {id: a, tool: terminal, parameters: {command: x}}");

        assertThat(plan.step(0).retry()).isEqualTo(RetryPolicy.defaults());
        assertThat(plan.step(0).timeoutMs()).isZero();
        assertThat(plan.step(0).onFailure()).isEqualTo(new OnFailure.FailJob());
        assertThat(plan.step(0).reportedFailureCounts()).isFalse();
        assertThat(plan.priority()).isEqualTo(Priority.NORMAL);
    }

    @Test
    void choosesTheConfiguredModelWhenNamesAreSpelledDifferently() {
        var compiler = Documents.compiler("openai/*", "ollama/llama3.2:1b");
        var document = document(
                "- {id: a, model: gpt-4o, prompt: hi}",
                "- {id: b, model: 'ollama:llama3.2:1b', prompt: hi}",
                "- {id: c, model: 'llama3.2:1b', action: generate_text, parameters: {prompt: hi, temperature: 0}}",
                "- {id: d, model: {preferred: [claude, openai/gpt-5]}, prompt: hi, output_schema: {type: object}}");

        var plan = compiler.compile(document).plan().orElseThrow();

        assertThat(plan.steps())
                .extracting(step -> ((StepAction.CallModel) step.action()).models())
                .containsExactly(
                        List.of("openai/gpt-4o"),
                        List.of("ollama/llama3.2:1b"),
                        List.of("ollama/llama3.2:1b"),
                        List.of("openai/gpt-5"));
        assertThat(plan.steps())
                .extracting(step -> ((StepAction.CallModel) step.action()).action())
                .containsExactly("generate", "generate", "generate", "generate_structured");
        assertThat(plan.step(2).authorAction()).isEqualTo("generate_text");
    }

    @Test
    void saysWhatToSetWhenAModelIsNotConfigured() {
        var compilation = Documents.compiler().compile(document("- {id: a, model: anthropic/claude, prompt: hi}"));

        assertThat(compilation.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("model-not-configured");
            assertThat(finding.message()).contains("anthropic/claude");
            assertThat(finding.hint()).contains("ANTHROPIC_API_KEY");
        });
    }

    @Test
    void printsTheCycleWhenStepsWaitForEachOther() {
        var compilation = Documents.compile(document(
                "- {id: x, tool: terminal, parameters: {command: x}, depends_on: a}",
                "- {id: a, tool: terminal, parameters: {command: x}, depends_on: b}",
                "- {id: b, tool: terminal, parameters: {command: x}, depends_on: c}",
                "- {id: c, tool: terminal, parameters: {command: x}, depends_on: a}"));

        assertThat(compilation.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("a -> b -> c -> a"));
    }

    @Test
    void namesTheNearestWhenANameIsMisspelled() {
        var compilation = Documents.compile(document(
                "- {id: fetch, tool: terminl, parameters: {command: x}}",
                "- {id: b, tool: terminal, parameters: {command: '{{ fetsh.result }}'}}"));

        assertThat(compilation.findings())
                .extracting(finding -> finding.hint())
                .containsExactly("did you mean 'terminal'?", "did you mean 'fetch'?");
    }

    private static Plan plan(String... steps) {
        return Documents.plan(document(steps));
    }

    private static String document(String... steps) {
        return "id: w\nsteps:\n" + String.join("\n", steps) + "\n";
    }
}
