package io.orchestrator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.model.Finding;
import io.orchestrator.model.Value;
import io.orchestrator.plan.InputSpec;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepAction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Workflows inside of a document: each is one of its own, and what is wrong with it is found where it stands. */
class InnerWorkflowsTest {

    private static final String WORK = "steps: [{id: b, tool: terminal, parameters: {command: 'echo {{ inputs.x }}'}}]";

    private static StepAction.CallWorkflow call(Plan plan, String id) {
        var path = plan.find(id).orElseThrow();
        return (StepAction.CallWorkflow) plan.step(path).action();
    }

    private static StepAction.Inline inline(Plan plan, String id) {
        return (StepAction.Inline) call(plan, id).called();
    }

    private static List<String> errors(String document) {
        return Documents.compile(document).findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .map(finding -> finding.code() + " " + finding.line() + ":" + finding.column())
                .toList();
    }

    /** The plan that the step's job has. */
    private static Plan inside(StepAction.Inline inline) {
        var plan = Documents.plan(inline.document());
        assertThat(plan.key()).isEqualTo(inline.key());
        return plan;
    }

    @Test
    void makesADocumentOfAMapping() {
        var plan = Documents.plan("""
                id: w
                steps:
                  - id: sub
                    workflow:
                      id: part
                      version: 2.0.0
                      inputs: {x: string}
                      steps: [{id: b, tool: terminal, parameters: {command: "echo {{ inputs.x }}"}}]
                      outputs: {y: "{{ b.result.stdout }}"}
                    inputs: {x: "{{ inputs.missing | default('q') }}"}
                inputs: {missing: string}
                """);

        var inline = inline(plan, "sub");
        assertThat(inline.key()).isEqualTo("part@2.0.0");
        assertThat(inside(inline).inputs()).extracting(InputSpec::name).containsExactly("x");
        assertThat(call(plan, "sub").waits()).isTrue();
    }

    @Test
    void readsATextAsPipelinesWriteIt() {
        var plan = Documents.plan("""
                id: w
                parameters: {raw: {type: string}}
                steps:
                  - id: sub
                    tool: pipeline-executor
                    parameters:
                      pipeline: |
                        name: Part of it
                        steps:
                          - {id: b, tool: terminal, parameters: {command: "echo {{ inputs.x }} {{ raw }}"}}
                      inputs: {x: "{{ raw }}"}
                      wait_for_completion: false
                """);

        var inline = inline(plan, "sub");
        assertThat(inline.key()).isEqualTo("part-of-it@1.0.0");
        assertThat(inside(inline).inputs()).extracting(InputSpec::name).containsExactlyInAnyOrder("raw", "x");
        assertThat(call(plan, "sub").waits()).isFalse();
    }

    @Test
    void givesItTheStepsIdWhereItHasNone() {
        var plan = Documents.plan("id: w\nsteps:\n- id: sub\n  inputs: {x: 1}\n  workflow: {" + WORK + "}\n");

        assertThat(inline(plan, "sub").key()).isEqualTo("sub@1.0.0");
    }

    @Test
    void findsWhatIsWrongWhereItStands() {
        var mapping = "id: w\nsteps:\n- id: sub\n  workflow: {" + WORK + "}\n";
        var block = """
                id: w
                steps:
                - id: sub
                  workflow: |
                    steps:
                      - id: b
                        tol: terminal
                        tool: terminall
                """;
        var folded = "id: w\nsteps:\n- id: sub\n  workflow: \"steps:\\n- id: b\\n  tool: no\\n\"\n";
        var file = "id: w\nsteps:\n- id: sub\n  workflow: \"steps:\\n- id: b\\n  workflow: b.yaml\\n\"\n";

        assertThat(errors(mapping)).containsExactly("unresolved-reference 4:77");
        assertThat(errors(block)).containsExactly("unknown-tool 8:15");
        assertThat(errors(folded)).containsExactly("unknown-tool 4:13");
        assertThat(errors(file)).containsExactly("bad-value 4:13");
    }

    @Test
    void leavesItsTagsToTheWorkflowInside() {
        var plan = Documents.plan("""
                id: w
                model: ollama/llama3.2
                steps:
                  - id: sub
                    tool: pipeline-executor
                    parameters:
                      pipeline: |
                        id: part
                        model: ollama/llama3.2
                        steps:
                          - {id: b, tool: terminal, parameters: {command: <AUTO>a "good": command</AUTO>}}
                      inputs: {}
                  - id: other
                    workflow:
                      model: ollama/llama3.2
                      steps:
                        - {id: b, tool: terminal, parameters: {command: <AUTO>a good: command</AUTO>}}
                """);

        assertThat(plan.outline()).hasSize(2);
        assertThat(inside(inline(plan, "sub")).outline()).hasSize(2);
        assertThat(inside(inline(plan, "other")).outline()).hasSize(2);
        assertThat(inline(plan, "sub").document()).contains("good\\\": command");
    }

    @Test
    void waitsForARunWhereATemplateGivesTheWorkflow() {
        var plan = Documents.plan("""
                id: w
                inputs: {which: string}
                steps:
                  - {id: sub, workflow: "{{ which }}"}
                  - id: long
                    workflow: |
                      {{ which }}
                """);

        assertThat(call(plan, "sub").called()).isInstanceOf(StepAction.Named.class);
        assertThat(call(plan, "long").called()).isInstanceOf(StepAction.Named.class);
    }

    @Test
    void standsNoDeeperThanItMay() {
        Value inner = Json.parse("{\"steps\":[{\"id\":\"a\",\"wait\":1}]}");
        for (int depth = 0; depth < InnerWorkflows.MAX_DEPTH; depth++) {
            inner = Value.of(java.util.Map.of(
                    "steps", Value.of(List.of(Value.of(java.util.Map.of("id", Value.of("s"), "workflow", inner))))));
        }
        var deepest = Json.write(((Value.Dict) inner).with("id", Value.of("w")));
        var tooDeep = "id: top\nsteps: [{id: a, workflow: " + deepest + "}]\n";

        assertThat(errors(deepest)).isEmpty();
        assertThat(errors(tooDeep)).singleElement().asString().startsWith("document-too-large");
    }

    @Test
    void readsOtherLanguagesInside() {
        var compilation = Documents.compile("""
                id: w
                steps:
                  - id: sub
                    workflow: |
                      %DIALECT nonsense
                      ---
                      steps: []
                """);

        assertThat(compilation.findings()).extracting(Finding::code).contains("unknown-dialect");
    }

    @Test
    void cutsGreetingsInsideWhereTheDocumentAroundDoes() {
        var document = """
                id: w
                steps:
                  - {id: a, workflow: {id: one, steps: [{id: ask, model: openai/gpt, prompt: Hello}]}}
                  - id: b
                    workflow:
                      id: two
                      defaults: {sanitize_output: false}
                      steps: [{id: ask, model: openai/gpt, prompt: Hello}]
                  - {id: c, workflow: "id: three\\nsteps: [{id: ask, model: openai/gpt, prompt: Hello}]\\n"}
                """;

        var around = Documents.compiler("openai/*").compile(document, Dialect.parse("contextlab"));
        var plain = Documents.plan(document);

        var plan = around.plan().orElseThrow();
        assertThat(List.of(sanitizes(plan, "a"), sanitizes(plan, "b"), sanitizes(plan, "c")))
                .containsExactly(true, false, true);
        assertThat(sanitizes(plain, "a")).isFalse();
    }

    private static boolean sanitizes(Plan plan, String id) {
        return ((StepAction.CallModel) inside(inline(plan, id)).step(0).action()).sanitize();
    }
}
