package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What loops give their steps and the steps behind them, in every spelling. */
class LoopVariablesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$item $index $position $is_first $is_last|y 1 2 False True",
                "item index iteration loop_name|y 1 1 inner",
                "$outer.item $outer.index $outer.length|B 1 2",
                "outer.item $rows.item rows.position|B B 2",
                "$loops.outer.item $loops.inner.item|B y",
                "current_loop_name() active_loops()|inner ['outer', 'inner']",
                "loop_var('outer','item') loop_var('inner','$index')|B 1",
                "loop_item_at('outer',0) loop_item_at('inner',-1)|A y",
                "historical_loops()|['before']",
                "loop_item_at('before',1) loop_var('before','index')|8 1",
                "$items.first $items.has_multiple() items[1]|x True y",
                "$has_next $has_prev $remaining $length|False True 0 2"
            })
    void readsLoopsWhenTheyStandInEachOther(String expressions, String printed) {
        var text = java.util.Arrays.stream(expressions.split(" "))
                .map(expression -> "{{ " + expression + " }}")
                .collect(java.util.stream.Collectors.joining(" "));

        var job = Workflows.submitted("""
                steps:
                  - {id: before, for_each: [7, 8], steps: [{id: a, set: {b: 1}}]}
                  - id: rows
                    for_each: [A, B]
                    loop_name: outer
                    depends_on: before
                    steps:
                      - id: inner
                        for_each: [x, y]
                        steps:
                          - {id: show, set: {text: "%s"}}
                outputs: {text: "${rows.results[1].results[1].result.text}"}
                """.formatted(text));

        assertThat(Workflows.output(job, "text")).isEqualTo(Value.of(printed));
    }

    @Test
    void readsALoopByItsNameWhenItHasEnded() {
        var job = Workflows.submitted("""
                steps:
                  - {id: each, for_each: [1, 2], loop_name: numbers, steps: [{id: twice, set: {n: "${item * 2}"}}]}
                  - {id: show, tool: terminal, parameters: {command: "${numbers.results[1].n} ${historical_loops()}"}}
                """);

        assertThat(Workflows.command(job, "show")).isEqualTo("4 ['numbers']");
    }

    @Test
    void seesNoLoopWhenThereIsNone() {
        var job = Workflows.submitted("""
                steps:
                  - {id: show, tool: terminal, parameters: {command: "${current_loop_name()} ${active_loops()} ${$loops}"}}
                """);

        assertThat(Workflows.command(job, "show")).isEqualTo("None [] {}");
    }

    @ParameterizedTest
    @CsvSource({
        "iteration < 3",
        "$iteration < 3",
        "poll.iteration < 3",
        "$named.iteration < 3",
        "loop_state.iteration < 3",
        "$loop_state.iteration < 3"
    })
    void countsRoundsWhenTheConditionReadsThem(String condition) {
        var job = Workflows.submitted("""
                steps:
                  - {id: poll, while: "%s", loop_name: named, steps: [{id: a, set: {n: "${iteration}"}}]}
                outputs: {rounds: "${poll.iterations}"}
                """.formatted(condition));

        assertThat(Workflows.output(job, "rounds")).isEqualTo(Value.of(3));
    }

    @Test
    void seesTheRoundBeforeWhenItReadsTheLoopState() {
        var job = Workflows.submitted("""
                steps:
                  - id: grow
                    while: iteration < 3
                    steps:
                      - {id: size, set: {n: "${loop_state.size.n | default(1) * 2}"}}
                outputs: {n: "${grow.results[-1].n}"}
                """);

        assertThat(Workflows.output(job, "n")).isEqualTo(Value.of(8));
    }

    @Test
    void tellsDurationAndReasonWhenActionsLoop() {
        var job = Workflows.submitted("""
                steps:
                  - id: work
                    action_loop:
                      - {name: tick, tool: terminal, parameters: {command: "${total_duration} ${termination_reason}"}}
                    until: iteration >= 2
                  - {id: show, tool: terminal, parameters: {command: "${work.total_duration} ${work.termination_reason}"}}
                """);

        assertThat(Workflows.command(job, "work[0].tick")).isEqualTo("0.0 None");
        job.now += 2_000;
        job.complete("work[0].tick", "x");
        assertThat(Workflows.command(job, "work[1].tick")).isEqualTo("2.0 None");
        job.now += 1_000;
        job.complete("work[1].tick", "x");
        assertThat(Workflows.command(job, "show")).isEqualTo("3.0 condition");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "${each.iterations};2",
                "${each.iterations + 1};3",
                "${each.iterations > 1 and each.iterations == 2};true",
                "${each.iterations * 1.5};3.0",
                "${each.iterations[-1].size.result.n};4",
                "${each.iterations | length};2",
                "${each.iteration_count};2",
                "${range(each.iterations) | list};[0,1]",
                "${each.iterations | map(attribute='size.n') | list};[2,4]",
                "{{ each.iterations }} {% for i in each.iterations %}{{ loop.index }}:{{ i.size.n }} {% endfor %}"
                        + ";\"2 1:2 2:4 \"",
                "{% if each.iterations %}yes{% endif %} {{ each.iterations | tojson }} {{ each.iterations | int }}"
                        + ";\"yes 2 2\"",
                "${each.result.iterations};2"
            })
    void countsAndListsIterationsWhenTheLoopHasEnded(String template, String json) {
        var job = Workflows.submitted("""
                steps:
                  - id: each
                    for_each: [1, 2]
                    steps:
                      - {id: size, set: {n: "${item * 2}"}}
                      - {id: other, set: {m: 0}}
                outputs: {it: "%s"}
                """.formatted(template));

        assertThat(Json.write(Workflows.output(job, "it"))).isEqualTo(json);
    }
}
