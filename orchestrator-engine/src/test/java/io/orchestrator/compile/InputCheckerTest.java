package io.orchestrator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.plan.Plan;
import org.junit.jupiter.api.Test;

class InputCheckerTest {

    private static final Plan PLAN = Documents.plan("""
            id: w
            inputs:
              topic: {type: string, required: true, min_length: 3, max_length: 10}
              depth: {type: integer, default: 3, range: [1, 10]}
              ratio: {type: number, maximum: 1}
              format: {choices: [md, pdf], default: md}
              code: {type: string, pattern: "^[A-Z]{2}$"}
              rows: {type: array, items: {type: object, properties: {id: {type: integer, required: true}}}}
              source: {type: file}
              quiet: {type: boolean}
              literal: {nested: [1, 2]}
            steps:
            - {id: a, tool: terminal, parameters: {command: x}}
            """);

    @Test
    void fillsInDefaultsWhenOnlyRequiredInputsAreGiven() {
        var checked = check("{\"topic\": \"kafka\"}");

        assertThat(checked.problems()).isEmpty();
        assertThat(checked.inputs())
                .isEqualTo(Json.parse(
                        "{\"topic\": \"kafka\", \"depth\": 3, \"format\": \"md\", \"literal\": {\"nested\": [1, 2]}}"));
    }

    @Test
    void keepsTheOrderOfTheDeclarationWhenInputsAreGivenInAnother() {
        var checked = check("{\"quiet\": true, \"ratio\": 1, \"topic\": \"kafka\", \"depth\": null}");

        assertThat(checked.problems()).isEmpty();
        assertThat(checked.inputs().entries().keySet())
                .containsExactly("topic", "depth", "ratio", "format", "quiet", "literal");
    }

    @Test
    void reportsEveryProblemWithItsPathWhenSeveralInputsAreWrong() {
        var checked = check("""
                {"topc": "x", "depth": "5", "ratio": 1.5, "format": "doc", "code": "ab", "quiet": "true",
                 "rows": [{"id": 1}, {"id": "2"}, {}], "source": 7}
                """);

        assertThat(checked.problems())
                .containsExactly(
                        "inputs.topic: is required (string)",
                        "inputs.depth: expected an integer, got a text \"5\"; give it without quotes",
                        "inputs.ratio: 1.5 is more than the maximum 1",
                        "inputs.format: \"doc\" is not one of [\"md\",\"pdf\"]",
                        "inputs.code: \"ab\" does not match the pattern ^[A-Z]{2}$",
                        "inputs.rows[1].id: expected an integer, got a text \"2\"; give it without quotes",
                        "inputs.rows[2].id: is required",
                        "inputs.source: expected the path of a file, got an integer 7; give it in quotes",
                        "inputs.quiet: expected true or false, got a text \"true\"; give it without quotes",
                        "inputs.topc: is not declared; did you mean 'topic'?");
    }

    @Test
    void countsCharactersWhenTextsHaveBounds() {
        assertThat(check("{\"topic\": \"ab\"}").problems())
                .containsExactly("inputs.topic: has 2 characters, at least 3 are needed");
        assertThat(check("{\"topic\": \"abcdefghijk\"}").problems())
                .containsExactly("inputs.topic: has 11 characters, at most 10 are allowed");
    }

    @Test
    void acceptsAnIntegerButNotAnotherTypeWhenANumberIsDeclared() {
        assertThat(check("{\"topic\": \"kafka\", \"ratio\": 0}").problems()).isEmpty();
        assertThat(check("{\"topic\": \"kafka\", \"depth\": 2.0}").problems())
                .containsExactly("inputs.depth: expected an integer, got a number 2.0");
    }

    @Test
    void refusesAnyInputWhenNoneIsDeclared() {
        var plan = Documents.plan("id: w\nsteps: [{id: a, tool: terminal, parameters: {command: x}}]");

        var checked = InputChecker.check(plan, Json.parseDict("{\"a\": 1}"));

        assertThat(checked.problems()).containsExactly("inputs.a: is not declared; the workflow takes no inputs");
    }

    @Test
    void endsWithAProblemWhenAPatternBacktracksWithoutEnd() {
        var plan = Documents.plan("id: w\ninputs: {x: {type: string, pattern: '^(a|aa)+\\1b$'}}\n"
                + "steps: [{id: a, tool: terminal, parameters: {command: x}}]");

        var checked = InputChecker.check(plan, Json.parseDict("{\"x\": \"" + "a".repeat(60) + "!\"}"));

        assertThat(checked.problems())
                .containsExactly("inputs.x: the pattern ^(a|aa)+\\1b$ takes too long on this text");
    }

    private static CheckedInputs check(String json) {
        return InputChecker.check(PLAN, Json.parseDict(json));
    }
}
