package io.orchestrator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.Finding;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.StepAction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What documents of other languages come to: findings at the author's places, steps, dependencies. */
class FrontEndsTest {

    private static Arguments broken(String what, String document, String... expected) {
        return Arguments.of(what, document, List.of(expected));
    }

    static Stream<Arguments> brokenUcop() {
        return Stream.of(
                broken(
                        "several workflows",
                        "workflows:\n  a: [write_file_node]\n  b: [write_file_node]\n",
                        "ERROR several-workflows 1:1"),
                broken(
                        "an unknown workflow",
                        "workflow: blogs\nworkflows:\n  blog: [write_file_node]\n  other: [write_file_node]\n",
                        "ERROR unknown-workflow 1:11"),
                broken(
                        "a workflow without steps",
                        "workflows:\n  a: {name: A}\n",
                        "ERROR no-steps 2:3",
                        "ERROR no-steps 1:1"),
                broken(
                        "a step without an agent",
                        "name: a\nsteps:\n- {action: x}\n- {agent: write_file_node}\n",
                        "ERROR no-agent 3:3"),
                broken(
                        "an agent that nothing defines",
                        "name: a\nsteps:\n- {agent: poet, outputs: [poem]}\n",
                        "WARNING agent-without-body 3:3",
                        "INFO model-chosen 3:3"),
                broken(
                        "keys that are no keys",
                        "name: a\nsettings: {speed: 3}\nsteps:\n- {agent: write_file_node, colour: red}\n",
                        "WARNING unknown-key 2:12",
                        "WARNING unknown-key 4:28"),
                broken(
                        "keys of the surroundings",
                        "name: a\nworkflows: {use_mesh: true, w: [write_file_node]}\nmcp: {x: 1}\n",
                        "WARNING ignored-key 2:13",
                        "WARNING ignored-key 3:1"),
                broken(
                        "a condition of no type",
                        "name: a\nsteps:\n  w:\n    agent: write_file_node\n    condition: {type: when, key: x}\n",
                        "ERROR bad-condition 5:23"),
                broken(
                        "a condition without data",
                        "name: a\nsteps:\n  w:\n    agent: write_file_node\n    condition: {type: if}\n",
                        "ERROR bad-condition 5:23"),
                broken(
                        "a name that nothing has in a condition",
                        "name: a\nsteps:\n  w:\n    agent: write_file_node\n    condition: \"not is_done\"\n",
                        "ERROR unresolved-reference 5:21"),
                broken(
                        "an unknown dependency",
                        "name: a\nsteps:\n  w: {agent: write_file_node, depends_on: [v]}\n",
                        "ERROR unknown-step 3:44"),
                broken("a cycle", """
                        name: a
                        steps:
                          v: {tool: terminal, parameters: {command: x}, depends_on: [w]}
                          w: {tool: terminal, parameters: {command: x}, depends_on: [v]}
                        """, "ERROR cycle 3:3"),
                broken(
                        "an entry point that is none",
                        "name: a\nagents: {x: {entrypoint: {module: \"a b\"}}}\nsteps: [{agent: x}]\nmodel: ollama/llama3.2\n",
                        "ERROR bad-callable 2:26"),
                broken(
                        "no workflow",
                        "pipeline: [a]\nworkflows: {}\nsteps: 3\n",
                        "WARNING agent-without-body 1:12",
                        "INFO model-chosen 1:12",
                        "INFO name-made 1:1"));
    }

    static Stream<Arguments> brokenLunaCore() {
        return Stream.of(
                broken(
                        "a step without a callable",
                        "name: p\nexecute_plan:\n- {id: a}\n",
                        "ERROR no-kind 3:3",
                        "ERROR no-callable 3:3"),
                broken(
                        "a callable that is no name",
                        "name: p\nexecute_plan:\n- {id: a, callable: \"rm -rf\"}\n",
                        "ERROR no-kind 3:3",
                        "ERROR bad-callable 3:21"),
                broken(
                        "options that are none",
                        "name: p\nexecute_plan:\n- {callable: a.b, options: {retry: 1, retry_backoff: linear, retries: -1}}\n",
                        "WARNING unknown-key 3:29",
                        "ERROR bad-value 3:54",
                        "ERROR wrong-type 3:71"),
                broken("no name", "- {callable: a.b}\n", "INFO name-made 1:1"),
                broken(
                        "a decomposer's plan",
                        "name: p\ncomponents: {api: {language: java}}\nstages: {test: true}\n",
                        "ERROR not-decomposed 3:1"),
                broken(
                        "a task with nothing to run",
                        "name: g\ntasks:\n- {name: t, type: deploy}\n",
                        "ERROR no-kind 3:3",
                        "ERROR no-body 3:3"),
                broken(
                        "a task of two kinds",
                        "name: g\ntasks:\n- {name: t, type: test, params: {command: x, prompt: y}}\n",
                        "ERROR no-kind 3:3",
                        "ERROR several-kinds 3:46"),
                broken(
                        "a type of no task",
                        "name: g\ntasks:\n- {name: t, type: destroy, params: {command: x}}\n",
                        "ERROR bad-value 3:19"),
                broken("a cycle", """
                        name: g
                        tasks:
                        - {name: s, params: {command: x}, depends_on: [t]}
                        - {name: t, params: {command: x}, depends_on: [s]}
                        """, "ERROR cycle 3:10"),
                broken("a text for a plan", "%DIALECT lunacore\n---\nhello\n", "ERROR wrong-type 3:1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"brokenUcop", "brokenLunaCore"})
    void findsProblemsAtTheirPlacesWhenADocumentIsBroken(String what, String document, List<String> expected) {
        var findings = Documents.compile(document).findings();

        assertThat(findings.stream()
                        .map(finding -> finding.severity() + " " + finding.code() + " " + finding.line() + ":"
                                + finding.column()))
                .as(findings.toString())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void runsOneAfterTheOtherWhenNothingDepends() {
        var plan = Documents.plan("""
                name: a
                steps:
                - {name: a, agent: x, tool: terminal, parameters: {command: x}}
                - {name: b, agent: x, tool: terminal, parameters: {command: x}, parallel_group: g}
                - {name: c, agent: x, tool: terminal, parameters: {command: x}, parallel_group: g}
                - {name: d, agent: x, tool: terminal, parameters: {command: x}, parallel_group: h}
                """);

        assertThat(plan.steps().stream().map(PlanStep::dependencies))
                .containsExactly(List.of(), List.of(0), List.of(0), List.of(1, 2));
    }

    @Test
    void startsWhatWaitsForNothingWhenOneStepDepends() {
        var plan = Documents.plan("""
                name: a
                steps:
                  a: {tool: terminal, parameters: {command: x}}
                  b: {tool: terminal, parameters: {command: x}}
                  c: {tool: terminal, parameters: {command: x}, depends_on: b}
                """);

        assertThat(plan.steps().stream().map(PlanStep::dependencies)).containsExactly(List.of(), List.of(), List.of(1));
    }

    @Test
    void joinsByNameAcrossTheOrderOfTheDocumentWhenDependenciesSaySo() {
        var plan = Documents.plan("""
                name: a
                model: ollama/llama3.2
                steps:
                  late: {prompt: "{{ word }}", depends_on: [early], inputs: [word]}
                  early: {prompt: "Say a word", outputs: [word]}
                """);

        assertThat(PlanText.print(plan)).contains("prompt \"{{ early.result.word }}\"");
        assertThat(plan.inputs()).isEmpty();
    }

    @Test
    void asksForAnInputWhenNoStepMakesTheName() {
        var plan = Documents.plan("""
                name: a
                model: ollama/llama3.2
                steps:
                - {agent: x, prompt: "{{ word }}", inputs: [word], condition: {type: unless, key: tired}}
                """);

        assertThat(PlanText.print(plan)).contains("input word: any required", "input tired: any\n");
    }

    @Test
    void asksBeforeAnAgentRunsThatNeedsApproval() {
        var plan = Documents.plan("""
                name: a
                model: ollama/llama3.2
                inputs: {tired: false}
                steps:
                - {agent: x, prompt: hi, approval_required: true, condition: {type: unless, key: tired}}
                """);

        assertThat(PlanText.print(plan)).contains("title: \"May x run?\"", ") and x_approval.result.approved\n");
        assertThat(plan.steps().stream().map(PlanStep::dependencies)).containsExactly(List.of(), List.of(0));
    }

    @Test
    void runsTheAskedWorkflowWhenTheDialectNamesIt() {
        var document = "workflows:\n  a: [write_file_node]\n  b: [write_file_node, write_file_node]\n";

        var forced = Documents.compiler().compile(document, Dialect.parse("ucop:b"));
        var declared = Documents.plan(Dialect.declare(document, new Dialect.Ucop("b")));

        assertThat(forced.plan().orElseThrow().id()).isEqualTo("b");
        assertThat(declared.hash()).isEqualTo(forced.plan().orElseThrow().hash());
        assertThat(declared.steps().stream().map(PlanStep::id)).containsExactly("write_file_node", "write_file_node_2");
    }

    @Test
    void waitsForTheMakersOfArtifactsWhenATaskReadsThem() {
        var plan = Documents.plan("""
                name: g
                tasks:
                - {name: use, params: {command: x}, inputs: [{name: jar}]}
                - {id: 0f3a, name: make, params: {command: x}, outputs: [{name: jar, uri: out.jar}]}
                - {name: end, params: {command: x}, depends_on: [0f3a, use]}
                """);

        assertThat(plan.steps().stream().map(PlanStep::dependencies))
                .containsExactly(List.of(1), List.of(), List.of(0, 1));
    }

    @Test
    void triesAsOftenAsAskedWhenOptionsSaySo() {
        var plan = Documents.plan("""
                - {id: a, callable: m.f, options: {retries: 3, retry_backoff: exponential, backoff_base: 0.5, timeout: 2}}
                - {callable: "m:f"}
                """);

        assertThat(PlanText.print(plan))
                .contains(
                        "attempts 1", "timeout 2000 ms", "try again at most 3 times", "0.5 * 2 ** (error.attempt - 1)");
        var second = plan.step(plan.root().steps().getLast());
        assertThat(second.id()).isEqualTo("step_1");
        assertThat(second.dependencies()).containsExactly(0);
    }

    @Test
    void refusesADialectThatIsNoneWhenTheDocumentDeclaresIt() {
        var findings = Documents.compile("%DIALECT bpmn\n---\nname: a\n").findings();

        assertThat(findings).extracting(Finding::code).contains("unknown-dialect");
        assertThat(Dialect.parse("ucop:")).isEqualTo(Optional.empty());
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("name: a", "%DIALECT lunacore\n---\nname: a"),
                Arguments.of("# c\n---\nname: a", "%DIALECT lunacore\n# c\n---\nname: a"),
                Arguments.of("%YAML 1.2\n---\nname: a", "%DIALECT lunacore\n%YAML 1.2\n---\nname: a"),
                Arguments.of("%DIALECT ucop # x\n---\nname: a", "%DIALECT lunacore # x\n---\nname: a"),
                Arguments.of("\uFEFF{\"name\": 1}", "%DIALECT lunacore\n---\n{\"name\": 1}"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void saysItsDialectInItsFirstLineWhenItIsForced(String document, String expected) {
        var text = Dialect.declare(document, new Dialect.LunaCore());

        assertThat(text).isEqualTo(expected);
        assertThat(Dialect.declared(text)).contains("lunacore");
    }

    @Test
    void readsJsonWithTabsWhenItsFirstLineSaysTheDialect() {
        var json = "{\"name\":\t\"a\", \"steps\":\t[{\"id\": \"a\", \"set\": {\"x\": 1}}]}";

        var plan = Documents.plan(Dialect.declare(json, new Dialect.Pipeline()));

        assertThat(plan.hash()).isEqualTo(Documents.plan(json).hash());
    }

    @Test
    void cutsGreetingsAsContextLabDoesUnlessTheDocumentSaysOtherwise() {
        var document = """
                id: w
                steps:
                - {id: a, model: openai/m, prompt: hi}
                - {id: b, model: openai/m, prompt: hi, sanitize_output: false}
                """;

        assertThat(sanitized(document)).containsExactly(false, false);
        assertThat(sanitized(Dialect.declare(document, new Dialect.ContextLab())))
                .containsExactly(true, false);
        assertThat(sanitized(Dialect.declare(
                        "defaults: {timeout: 3s, sanitize_output: false}\n" + document, new Dialect.ContextLab())))
                .containsExactly(false, false);
    }

    private static List<Boolean> sanitized(String document) {
        return Documents.plan(document).steps().stream()
                .map(step -> ((StepAction.CallModel) step.action()).sanitize())
                .toList();
    }

    @Test
    void drawsBoxesAndArrowsWhenAPlanIsADiagram() {
        var plan = Documents.plan("""
                id: w
                steps:
                - {id: a, tool: terminal, parameters: {command: x}, on_failure: c}
                - {id: b, tool: terminal, parameters: {command: "{{ a.stdout }}"}, condition: "a.success"}
                - {id: c, set: {x: 1}}
                """);

        assertThat(PlanDiagram.print(plan)).isEqualTo("""
                flowchart TD
                  s0["a<br/>terminal"]
                  s1{{"b<br/>terminal"}}
                  s2["c<br/>set"]
                  s0 -. "failure" .-> s2
                  s0 --> s1
                  s0 -.-> s2
                """);
    }

    @Test
    void drawsFramesWhenStepsStandInsideSteps() {
        var plan = Documents.plan("""
                id: w
                steps:
                - {id: a, for_each: [1, 2], steps: [{id: b, tool: terminal, parameters: {command: "echo {{ item }}"}}]}
                finally: [{id: c, emit: done}]
                """);

        assertThat(PlanDiagram.print(plan)).isEqualTo("""
                flowchart TD
                  s0["a<br/>for each, 1 at a time"]
                  subgraph s0_0["a"]
                    s1["b<br/>terminal"]
                  end
                  s0 --- s0_0
                  subgraph finally["finally"]
                    s2["c<br/>emit done"]
                  end
                """);
    }

    @Test
    void escalatesWhenTheLastAttemptFailsAndOptionsSaySo() {
        var plan = Documents.plan("- {id: a, callable: m.f, options: {retries: 1, escalate_on_failure: true}}\n");

        var handlers = plan.step(0).flow().handlers();
        assertThat(handlers).hasSize(2);
        assertThat(handlers.getFirst().retry()).isTrue();
        assertThat(handlers.getLast().propagate()).isTrue();
        assertThat(PlanText.print(plan)).contains("escalation.needed", "error.error_message");
    }

    @Test
    void namesNoModelWhenNoneIsConfiguredByItsName() {
        var document = "id: w\nsteps: [{id: a, prompt: x}]\n";

        assertThat(Documents.compiler("openai/*").compile(document).findings())
                .extracting(Finding::code)
                .containsExactly("no-model");
    }

    @Test
    void takesAnyModelWhenTheDocumentRunsElsewhere() {
        var document = "id: w\nsteps: [{id: a, model: own/name, prompt: x}, {id: b, action: generate, prompt: y}]\n";

        assertThat(Documents.compiler("*/*").compile(document).findings())
                .extracting(Finding::code)
                .containsExactly("model-chosen");
    }

    @Test
    void hasNoPlanWhenStrictAndWarned() {
        var compilation =
                Documents.compile("id: w\ncolour: red\nsteps: [{id: a, tool: terminal, parameters: {command: x}}]\n");

        assertThat(compilation.ok()).isTrue();
        assertThat(compilation.strict().ok()).isFalse();
        assertThat(compilation.strict().findings())
                .extracting(Finding::severity)
                .containsOnly(Finding.Severity.ERROR);
    }
}
