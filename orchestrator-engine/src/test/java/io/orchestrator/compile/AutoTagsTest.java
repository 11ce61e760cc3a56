package io.orchestrator.compile;

import static io.orchestrator.compile.AutoPlans.model;
import static io.orchestrator.compile.AutoPlans.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.orchestrator.model.Finding;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code <AUTO>} tags are read, whose model answers, and what is said of wrong ones. */
class AutoTagsTest {

    private static List<String> findings(String document) {
        return Documents.compile(document).findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .map(finding -> finding.code() + " " + finding.line() + ":" + finding.column())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<AUTO task=a</AUTO>|0",
                "<AUTO task='</AUTO>'>b</AUTO>|1",
                "</AUTO><AUTO>b</AUTO>|1",
                "<AUTO x='<AUTO>'>b</AUTO>|1",
            })
    void takesAClosingInAnAttributeForAnAttribute(String tag, int questions) {
        var compilation = Documents.compile("id: w\nsteps:\n- {id: a, set: {b: \"" + tag + "\"}}\n");

        assertThat(compilation.plan().map(plan -> plan.steps().size() - 1).orElse(0))
                .as(compilation.findings().toString())
                .isEqualTo(questions);
    }

    @Test
    void readsAnyTextWhenTagWouldBreakTheYaml() {
        var plan = plan("""
                - id: a
                  action: generate
                  prompt: |
                    Choose <AUTO task="x">one: {of, [these
                      "things"}</AUTO> # now
                  model: <AUTO>
                - id: b
                  action: generate
                  model: <AUTO task="sum: up">Pick: one</AUTO>  # comment
                  prompt: <AUTO>Given "{{ a.result }}": what is best - "x" or 'y'?
                    Say: it</AUTO>
                - {id: c, action: generate, prompt: "say <AUTO>a \\"word\\": \\u00e9</AUTO>", model: '<AUTO>it''s</AUTO>'}
                """);

        assertThat(model(plan, "a__auto_1").prompt().source()).startsWith("one: {of, [these\n  \"things\"}\n\nAnswer");
        assertThat(model(plan, "a").prompt().source()).isEqualTo("Choose {{ a__auto_1.result | trim }} # now\n");
        assertThat(model(plan, "b").models()).containsExactly("ollama/llama3.2");
        assertThat(model(plan, "b__auto_1").prompt().source())
                .startsWith("Given \"{{ a.result }}\": what is best - \"x\" or 'y'? Say: it\n\nAnswer");
        assertThat(model(plan, "c__auto_1").prompt().source()).startsWith("a \"word\": é\n");
    }

    @Test
    void takesTheWorkflowsModelWhenStepLeavesTheChoice() {
        var document = """
                name: w
                model: openai/gpt-4o-mini
                steps:
                - {id: a, action: generate, model: <AUTO>, prompt: <AUTO>x</AUTO>}
                """;

        var plan = Documents.plan(document);

        assertThat(model(plan, "a").models()).containsExactly("openai/gpt-4o-mini");
        assertThat(model(plan, "a__auto_1").models()).containsExactly("openai/gpt-4o-mini");
    }

    @Test
    void takesModelOfNamedProviderWhenTagNamesOne() {
        var compiler = Documents.compiler("openai/gpt-4o-mini", "ollama/llama3.2");

        var plan = compiler.compile("""
                        name: w
                        steps:
                        - {id: a, action: generate, prompt: hi, model: <AUTO providers="x ollama">any</AUTO>}
                        """).plan().orElseThrow();

        assertThat(model(plan, "a").models()).containsExactly("ollama/llama3.2");
    }

    @Test
    void saysWhatToSetWhenNoModelHasName() {
        var compilation = Documents.compiler("openai/*")
                .compile("name: w\nsteps:\n- {id: a, action: generate, prompt: hi, model: <AUTO>any</AUTO>}\n");

        assertThat(compilation.findings())
                .extracting(Finding::code, Finding::hint)
                .containsExactly(tuple(
                        "no-model",
                        "set auto.model=provider/name, or write model: provider/name; configured are openai/*"));
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void endsSoonWhenTagsAreManyOrLong() {
        var open = "name: w\nsteps:\n- {id: a, action: generate, prompt: \"";
        for (var text : List.of(
                "<AUTO>".repeat(300_000),
                "<AUTO>".repeat(200_000) + "</AUTO>",
                "</AUTO>".repeat(200_000) + "<AUTO>x</AUTO>",
                "<AUTO " + "a=b ".repeat(300_000) + ">x</AUTO>",
                "<AUTO>" + "long text ".repeat(150_000) + "</AUTO>")) {
            assertThat(findings(open + text + "\"}\n")).isNotNull();
        }
        var block = "name: w\nsteps:\n- id: a\n  prompt: |\n";
        assertThat(findings(block + "    <AUTO> x\n".repeat(100_000))).isNotNull();
    }

    @Test
    void leavesStructureToTheClientWhenTagsStandInIt() {
        var document = """
                name: w
                description: What <AUTO> is, does not matter
                steps:
                - id: a
                  action: <AUTO>search: it</AUTO>
                - id: b
                  tool: <AUTO>a tool</AUTO>
                  dependencies: <AUTO>the steps</AUTO>
                """;

        assertThat(findings(document)).contains("auto-unresolved 5:11", "auto-unresolved 7:9", "auto-unresolved 8:17");
    }

    @Test
    void pointsIntoTheAuthorsTextWhenTagIsWrong() {
        var document = """
                name: w
                model: <AUTO>
                steps:
                - id: a
                  action: generate
                  prompt: <AUTO>use: {{ nothing }}</AUTO>
                - id: b
                  action: generate
                  prompt: "<AUTO></AUTO>"
                """;

        assertThat(findings(document)).containsExactly("unresolved-reference 6:25", "auto-empty 9:11");
    }
}
