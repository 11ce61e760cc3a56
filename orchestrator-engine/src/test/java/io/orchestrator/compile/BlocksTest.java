package io.orchestrator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.Finding;
import io.orchestrator.plan.ErrorHandler;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.StepAction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps inside steps: where they stand in the plan, and which edges they make. */
class BlocksTest {

    @Test
    void numbersStepsBeforeThoseInsideWhenTheyStandInEachOther() {
        var plan = plan("""
                - id: outer
                  for_each: [1]
                  steps:
                  - {id: a, set: {x: 1}}
                  - {id: inner, for_each: [2], steps: [{id: b, set: {y: 1}}]}
                  - {id: c, set: {z: 1}}
                - {id: last, set: {w: 1}}
                """);

        assertThat(plan.steps()).extracting(PlanStep::id).containsExactly("outer", "a", "inner", "b", "c", "last");
        assertThat(plan.steps()).extracting(step -> step.parent().orElse(-1)).containsExactly(-1, 0, 0, 2, 0, -1);
        assertThat(plan.root().steps()).containsExactly(0, 5);
        assertThat(plan.step(0).blocks().toList().getFirst().steps()).containsExactly(1, 2, 4);
    }

    @Test
    void makesTheEnclosingStepWaitWhenAStepInsideReadsOneOutside() {
        var plan = plan("""
                - {id: first, set: {x: 1}}
                - id: outer
                  for_each: [1]
                  steps:
                  - {id: near, set: {y: 1}}
                  - {id: inner, for_each: [2], steps: [{id: b, set: {z: "{{ first.result }} {{ near.result }} {{ x }}"}}]}
                """);

        assertThat(step(plan, "outer").dependencies()).containsExactly(0);
        assertThat(step(plan, "inner").dependencies())
                .containsExactly(step(plan, "near").index());
        assertThat(step(plan, "b").dependencies()).isEmpty();
    }

    @Test
    void readsWhatRunsAfterAStepAsABlockOfItsOwn() {
        var plan = plan("""
                - id: work
                  set: {x: 1}
                  finally:
                  - {id: tidy, set: {y: "{{ work.result.x }} {{ error.error_code | default('') }}"}}
                  - {id: tell, set: {z: "{{ tidy.result.y }}"}}
                - {id: next, set: {w: "{{ work.result.x }}"}}
                """);

        assertThat(step(plan, "work").flow().cleanup().steps()).containsExactly(1, 2);
        assertThat(step(plan, "tidy").waitsFor()).isZero();
        assertThat(step(plan, "tell").dependencies()).containsExactly(1);
        assertThat(step(plan, "next").dependencies()).containsExactly(0);
        var path = plan.find("work[finally].tidy").orElseThrow();
        assertThat(plan.text(path)).isEqualTo("work[finally].tidy");
    }

    @Test
    void readsTheLoopItselfWhenAStepInsideNamesIt() {
        var plan = plan("- {id: loop, while: 'true', steps: [{id: a, set: {n: '{{ loop.iteration }}'}}]}\n");

        assertThat(plan.step(0).waitsFor()).isZero();
        assertThat(plan.step(1).waitsFor()).isZero();
    }

    @Test
    void movesAStepIntoEachHandlerWhenErrorsLeadToIt() {
        var plan = plan("""
                - {id: a, set: {x: 1}, on_error: mend}
                - {id: mend, set: {y: 1}}
                - {id: b, set: {z: 1}, on_error: {handler_task_id: mend, fallback_value: 3}}
                """);

        assertThat(plan.root().steps())
                .extracting(index -> plan.step(index).id())
                .containsExactly("a", "b");
        assertThat(plan.steps()).extracting(PlanStep::id).containsExactly("a", "mend", "b", "mend");
        assertThat(handler(plan, "a").block().steps()).containsExactly(1);
        assertThat(handler(plan, "b").block().steps()).containsExactly(3);
        assertThat(step(plan, "a").flow().reportedFailureCounts()).isTrue();
    }

    @Test
    void asksHandlersOfTheWorkflowLastWhenTheStepHasItsOwn() {
        var plan = Documents.plan("""
                id: w
                global_error_handlers: [{types: "*", fallback_value: 1, priority: 1}]
                steps:
                - id: a
                  set: {x: 1}
                  on_error: [{fallback_value: 2, priority: 7}, {fallback_value: 3, priority: 5}, {fallback_value: 4, priority: 7}]
                - {id: b, set: {y: 1}}
                """);

        assertThat(fallbacks(step(plan, "a"))).containsExactly("3", "2", "4", "1");
        assertThat(fallbacks(step(plan, "b"))).containsExactly("1");
    }

    @Test
    void keepsNothingOfAHandlerWhenItIsNotEnabled() {
        var plan = plan("""
                - {id: a, set: {x: 1}, on_error: [{handler_task_id: b, enabled: false}, {tool: terminal, parameters: {command: x}, enabled: false}]}
                - {id: b, set: {y: 1}}
                """);

        assertThat(plan.steps()).extracting(PlanStep::id).containsExactly("a");
        assertThat(step(plan, "a").flow().handlers()).isEmpty();
    }

    @Test
    void dropsAHandlerInWordsWhenNoModelIsConfigured() {
        var compilation = Documents.compiler().compile("""
                id: w
                steps:
                - {id: a, set: {x: 1}, on_error: Create the missing file}
                - {id: b, set: {x: 1}, on_error: {action: Use the default, fallback_value: 1}}
                """);

        assertThat(compilation.findings()).extracting(Finding::code).containsExactly("no-model", "no-model");
        var plan = compilation.plan().orElseThrow();
        assertThat(plan.step(0).flow().handlers()).isEmpty();
        assertThat(fallbacks(plan.step(1))).containsExactly("1");
    }

    @Test
    void saysWhatToSetWhenAnActionInWordsHasNoModel() {
        var compilation = Documents.compiler().compile("id: w\nsteps: [{id: a, action: Compare the lists}]\n");

        assertThat(compilation.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("no-model");
            assertThat(finding.hint()).contains("OLLAMA_BASE_URL");
        });
    }

    @Test
    void ordersWhatMayRunAgainWhenAGotoLeadsBack() {
        var plan = plan("""
                - {id: a, set: {x: 1}}
                - {id: b, set: {y: 1}}
                - {id: c, set: {z: 1}, goto: b}
                - {id: d, set: {v: 1}}
                """);

        assertThat(step(plan, "c").after()).containsExactly(1);
        assertThat(step(plan, "d").after()).containsExactly(2);
        assertThat(step(plan, "a").waitsFor()).isZero();
    }

    @Test
    void resolvesWhereCasesLeadWhenASwitchNamesSteps() {
        var plan = plan("""
                - {id: pick, switch: [{when: "1 > 0", then: b}, {when: "2 > 0", then: [{id: x, set: {v: 1}}]}], else: c}
                - {id: b, set: {y: 1}}
                - {id: c, set: {z: 1}}
                """);

        var choice = (StepAction.Switch) plan.step(0).action();
        assertThat(choice.cases().stream().map(one -> one.step().orElse(-1)))
                .containsExactly(step(plan, "b").index(), -1, step(plan, "c").index());
        assertThat(step(plan, "b").after()).containsExactly(0);
        assertThat(step(plan, "c").after()).containsExactly(0);
    }

    @Test
    void chainsTheStepsOfEveryListWhenTheModeIsSequential() {
        var plan = Documents.plan("""
                id: w
                mode: sequential
                steps:
                - {id: a, for_each: [1], steps: [{id: x, set: {v: 1}}, {id: y, set: {w: 1}}]}
                - {id: b, set: {y: 1}}
                """);

        assertThat(step(plan, "y").dependencies())
                .containsExactly(step(plan, "x").index());
        assertThat(step(plan, "b").dependencies()).containsExactly(0);
    }

    @Test
    void refusesTheDocumentWhenBlocksStandInEachOtherTooDeep() {
        var deepest = 11;

        assertThat(Documents.compile(nested(deepest)).ok()).isTrue();
        assertThat(Documents.compile(nested(deepest + 1)).findings())
                .extracting(Finding::code)
                .containsExactly("document-too-large");
    }

    private static String nested(int depth) {
        var text = new StringBuilder("id: w\nsteps: [");
        for (var i = 0; i < depth; i++) {
            text.append("{id: a").append(i).append(", for_each: [1], steps: [");
        }
        return text + "{id: last, set: {x: 1}}" + "]}".repeat(depth) + "]\n";
    }

    @Test
    void stopsReadingWhenHandlersMultiplyTheSteps() {
        var text = new StringBuilder("id: w\nglobal_error_handlers:\n- {steps: [");
        for (var i = 0; i < 20; i++) {
            text.append("{id: h").append(i).append(", set: {x: 1}}, ");
        }
        text.append("]}\nsteps:\n");
        for (var i = 0; i < 600; i++) {
            text.append("- {id: s").append(i).append(", set: {x: 1}}\n");
        }

        var compilation = Documents.compile(text.toString());

        assertThat(compilation.findings()).extracting(Finding::code).containsExactly("document-too-large");
    }

    private static List<String> fallbacks(PlanStep step) {
        return step.flow().handlers().stream()
                .map(handler -> handler.fallback().orElseThrow().source().toString())
                .map(text -> text.replaceAll("\\D", ""))
                .toList();
    }

    private static ErrorHandler handler(Plan plan, String id) {
        return step(plan, id).flow().handlers().getFirst();
    }

    private static PlanStep step(Plan plan, String id) {
        return plan.steps().stream()
                .filter(step -> step.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Plan plan(String steps) {
        return Documents.plan("id: w\nsteps:\n" + steps);
    }
}
