package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.model.Finding;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.Value;
import io.orchestrator.model.VariableScope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables: versions, the events that tell of them, scopes. {@link JobDriver} folds every event again. */
class VariablesTest {

    private static List<String> told(JobDriver job) {
        return Workflows.changes(job).stream().map(VariablesTest::describe).toList();
    }

    private static String describe(JobFact.VariableChanged fact) {
        return fact.step() + " " + fact.name() + " " + fact.scope().word() + " " + fact.version() + ": "
                + fact.old()
                        .map(old -> text(old.value().orElseThrow()) + " -> ")
                        .orElse("")
                + text(fact.value().value().orElseThrow());
    }

    private static String text(Value value) {
        return Json.write(value);
    }

    @Test
    void tellsEveryAssignmentWhenStepsSetVariables() {
        var job = Workflows.submitted("""
                steps:
                  - {id: first, set: {total: 1, label: "for ${who}"}}
                  - {id: second, set: {total: "${total + 1}"}}
                  - {id: work, tool: terminal, parameters: {command: "echo ${total}"}, output_variable: printed}
                """);
        job.complete("work", "2");

        assertThat(told(job))
                .containsExactly(
                        "first total global 1: 1",
                        "first label global 1: \"for Ada\"",
                        "second total global 2: 1 -> 2",
                        "work printed global 1: \"2\"");
        assertThat(job.types())
                .containsSubsequence("step.completed first", "variable.changed total 1", "step.completed second");
    }

    @Test
    void goesOnFromTheLastVersionWhenAGotoLeadsBack() {
        var job = Workflows.submitted("""
                steps:
                  - {id: begin, set: {count: 0}}
                  - {id: up, set: {count: "${count + 1}"}}
                  - {id: again, set: {next: "${'up' if count < 3 else ''}"}, goto: "${next}", max_iterations: 9}
                outputs: {count: "${count}"}
                """);

        assertThat(Workflows.output(job, "count")).isEqualTo(Value.of(3));
        assertThat(told(job))
                .filteredOn(line -> line.contains(" count "))
                .containsExactly(
                        "begin count global 1: 0",
                        "up count global 2: 0 -> 1",
                        "up count global 3: 1 -> 2",
                        "up count global 4: 2 -> 3");
    }

    @Test
    void tellsSizeAndDigestWhenAValueIsLong() {
        var job = Workflows.submitted("""
                steps:
                  - {id: first, set: {long: "${'x' * 5000}"}}
                  - {id: second, set: {long: "${long + 'y'}", size: "${long | length}"}}
                outputs: {size: "${size}", length: "${long | length}"}
                """);

        var change = Workflows.changes(job).get(1);
        assertThat(Workflows.output(job, "size")).isEqualTo(Value.of(5001));
        assertThat(Workflows.output(job, "length")).isEqualTo(Value.of(5001));
        assertThat(change.old().orElseThrow().bytes()).isEqualTo(5002);
        assertThat(change.value().type()).isEqualTo("string");
        assertThat(change.value().value()).isEmpty();
        assertThat(change.value().sha256())
                .hasSize(64)
                .isNotEqualTo(change.old().orElseThrow().sha256());
    }

    @Test
    void letsEntriesSeeThoseAboveThemWhenSet() {
        var job = Workflows.submitted("""
                steps:
                  - {id: first, set: {a: 2, b: "${a * 2}", c: "${b + a}"}}
                outputs: {c: "${c}"}
                """);

        assertThat(Workflows.output(job, "c")).isEqualTo(Value.of(6));
    }

    @Test
    void sharesTheLastVersionWhenALoopAssignsAGlobal() {
        var job = Workflows.submitted("""
                steps:
                  - {id: begin, set: {total: 0}}
                  - id: each
                    for_each: [1, 2, 3]
                    steps:
                      - {id: add, set: {total: "${total + item}"}, scope: global}
                      - {id: see, set: {seen: "${total}"}}
                outputs: {total: "${total}", seen: "${each.results | map(attribute='see.result.seen') | list}"}
                """);

        assertThat(Workflows.output(job, "total")).isEqualTo(Value.of(6));
        assertThat(text(Workflows.output(job, "seen"))).isEqualTo("[1,3,6]");
        assertThat(told(job))
                .contains("each[0].add total global 2: 0 -> 1", "each[2].add total global 4: 3 -> 6")
                .contains("each[1].see seen loop 1: 3");
    }

    @Test
    void readsALongGlobalWhenLaterStepsNeedIt() {
        var job = Workflows.submitted("""
                steps:
                  - id: each
                    for_each: [a, b]
                    steps:
                      - {id: keep, set: {text: "${item * 2000}"}, scope: global}
                  - {id: use, tool: terminal, parameters: {command: "${text | length} ${text[0]}"}}
                """);

        assertThat(Workflows.command(job, "use")).isEqualTo("2000 b");
    }

    @Test
    void asksForTheGlobalWhenTheConditionOfALoopReadsIt() {
        var job = Workflows.submitted("""
                steps:
                  - {id: begin, set: {left: 3}}
                  - id: drain
                    while: left > 0
                    steps:
                      - {id: take, set: {left: "${left - 1}"}, scope: global}
                outputs: {left: "${left}", rounds: "${drain.iterations}"}
                """);

        assertThat(Workflows.output(job, "left")).isEqualTo(Value.of(0));
        assertThat(Workflows.output(job, "rounds")).isEqualTo(Value.of(3));
    }

    @Test
    void isolatesIterationsWhenTheyRunSideBySide() {
        var job = Workflows.submitted("""
                steps:
                  - {id: begin, set: {word: outside}}
                  - id: each
                    for_each: [a, b]
                    max_parallel: 2
                    steps:
                      - {id: mine, set: {word: "${item}"}}
                      - {id: work, tool: terminal, parameters: {command: "${word}"}, depends_on: mine}
                      - {id: after, set: {both: "${word} ${work.result}"}}
                outputs: {word: "${word}", both: "${each.results | map(attribute='after.result.both') | list}"}
                """);
        job.complete("each[1].work", "B");
        job.complete("each[0].work", "A");

        assertThat(Workflows.output(job, "word")).isEqualTo(Value.of("outside"));
        assertThat(text(Workflows.output(job, "both"))).isEqualTo("[\"a A\",\"b B\"]");
        assertThat(told(job))
                .contains("each[0].mine word loop 1: \"a\"", "each[1].mine word loop 1: \"b\"")
                .contains("begin word global 1: \"outside\"");
    }

    @Test
    void hidesTheOuterVariableWhenAnInnerOneHasItsName() {
        var job = Workflows.submitted("""
                steps:
                  - {id: begin, set: {n: 10}}
                  - id: each
                    for_each: [1]
                    steps:
                      - {id: inner, set: {n: "${n + item}"}}
                      - {id: see, set: {seen: "${n}"}}
                outputs: {n: "${n}", seen: "${each.results[0].see.result.seen}"}
                """);

        assertThat(Workflows.output(job, "n")).isEqualTo(Value.of(10));
        assertThat(Workflows.output(job, "seen")).isEqualTo(Value.of(11));
    }

    @Test
    void livesInTheIterationWhenABranchAssignsItToTheLoop() {
        var job = Workflows.submitted("""
                steps:
                  - id: each
                    for_each: [1, 20]
                    steps:
                      - id: size
                        switch:
                          - when: item > 10
                            then: [{id: big, set: {word: big}, scope: loop}]
                        else: [{id: small, set: {word: small}, scope: loop}]
                      - {id: see, set: {seen: "${word} ${item}"}}
                outputs: {seen: "${each.results | map(attribute='see.result.seen') | list}"}
                """);

        assertThat(text(Workflows.output(job, "seen"))).isEqualTo("[\"small 1\",\"big 20\"]");
        assertThat(told(job)).contains("each[1].size[case1].big word loop 1: \"big\"");
    }

    @Test
    void namesTheItemWhenTheLoopGivesItAName() {
        var job = Workflows.submitted("""
                steps:
                  - id: each
                    for_each: [a, b]
                    loop_var: letter
                    steps:
                      - {id: see, set: {seen: "${letter}${$letter}"}}
                """);

        assertThat(told(job)).contains("each letter loop 1: \"a\"", "each letter loop 1: \"b\"");
        assertThat(Workflows.changes(job))
                .filteredOn(change -> change.name().equals("letter"))
                .extracting(JobFact.VariableChanged::iteration)
                .containsExactly(0, 1);
    }

    @Test
    void keepsATemporaryVariableToItsStepWhenOthersReadIt() {
        var steps = """
                steps:
                  - {id: choose, set: {next: last, text: "to ${next}"}, scope: temporary, goto: "${next}"}
                  - {id: between, set: {seen: 1}}
                  - {id: last, set: {seen: "${%s}"}}
                outputs: {seen: "${last.result.seen}"}
                """;

        var job = Workflows.submitted(steps.formatted("choose.result.text"));
        var refused = Workflows.compile(steps.formatted("next"));

        assertThat(Workflows.output(job, "seen")).isEqualTo(Value.of("to last"));
        assertThat(Workflows.changes(job).getFirst().scope()).isEqualTo(VariableScope.TEMPORARY);
        assertThat(refused.plan()).isEmpty();
        assertThat(refused.findings()).extracting(Finding::message).anyMatch(text -> text.contains("called 'next'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{id: a, set: {x: 1}, scope: loop}|there is no loop around the step",
                "{id: a, set: {x: '${secret:key}'}}|${secret:key} cannot be used here: only workers know secrets",
                "{id: a, set: {x: 1}, scope: nowhere}|'nowhere' is no scope",
                "{id: a, set: {x: '${x + 1}'}}|the step reads its own result, 'x'"
            })
    void findsWhatIsWrongWhenAScopeOrNameDoesNotFit(String step, String message) {
        var compilation = Workflows.compile("steps:\n  - " + step + "\n");

        assertThat(compilation.plan()).isEmpty();
        assertThat(compilation.findings()).extracting(Finding::message).contains(message);
    }
}
