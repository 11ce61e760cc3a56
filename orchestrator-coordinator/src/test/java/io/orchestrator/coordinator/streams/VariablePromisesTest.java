package io.orchestrator.coordinator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.Call;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.StepCommand;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What was promised of variables, templates and loops: one test a row, by the row's own words. */
class VariablePromisesTest {

    /** A tool's mapping, a model's JSON and a tool's list. */
    private static final String SOURCES = """
            name: Sources
            inputs: {topic: {type: string, default: tea}}
            steps:
            - {id: tool, tool: terminal, parameters: {command: '{"data": {"field": 42, "rows": [{"n": 1}, {"n": 2}]}}'}}
            - id: model
              model: openai/gpt-4o-mini
              prompt: '{"title": "On {{ topic }}", "tags": ["a", "b"]}'
              output_schema: {type: object, required: [title]}
            - {id: list, tool: terminal, parameters: {command: '["x", 2.5, null, true]'}}
            """;

    @TestFactory
    Stream<DynamicTest> keepsWhatWasPromised() {
        return Promise.tests(promises());
    }

    static List<Promise> promises() {
        return List.of(
                new Promise(
                        "Real Result Processing: All execution results properly integrated into variable system",
                        VariablePromisesTest::results),
                new Promise(
                        "Structured Data Handling: Complex tool/model outputs properly parsed and accessible",
                        VariablePromisesTest::structures),
                new Promise(
                        "Template Resolution: Enhanced template system works with real execution data",
                        VariablePromisesTest::templates),
                new Promise(
                        "Variable Lifecycle: Variables properly managed through real execution lifecycle",
                        VariablePromisesTest::lifecycle),
                new Promise(
                        "Variable Scoping: All variable scopes (global, step, loop, temporary) work with real data",
                        VariablePromisesTest::scopes),
                new Promise(
                        "Structured Access: Dot notation (${result.data.field}) works with real execution results",
                        VariablePromisesTest::dots),
                new Promise(
                        "Loop Integration: Loop variables properly managed during real loop execution",
                        VariablePromisesTest::loops),
                new Promise(
                        "100% Test Coverage: All variable management paths tested with real execution data",
                        VariablePromisesTest::everyName),
                new Promise(
                        "Error Handling: Comprehensive error handling for variable and state operations",
                        VariablePromisesTest::errors),
                new Promise(
                        "Thread Safety: All operations thread-safe for concurrent execution scenarios",
                        VariablePromisesTest::threads),
                new Promise(
                        "System Variables: Provide system variables for execution metadata access",
                        VariablePromisesTest::systemNames),
                new Promise(
                        "Structured Access: Support dot notation for accessing nested data structures",
                        VariablePromisesTest::nestedData),
                new Promise("1.1 Execution Result Processing", VariablePromisesTest::variableMetadata),
                new Promise("1.2 Tool Result Integration", VariablePromisesTest::toolMetadata),
                new Promise("1.3 Model Response Integration", VariablePromisesTest::modelMetadata),
                new Promise(
                        "Implement proper variable state management storing actual execution results",
                        VariablePromisesTest::storesResults));
    }

    private static StoredJob run(String document) {
        return run(document, "{}");
    }

    private static StoredJob run(String document, String inputs) {
        return StoredJob.ended(StoredJob.plan(document), inputs, Workers::echo);
    }

    private static void results() {
        var job = run(SOURCES + """
                - {id: assigned, set: {sum: "${tool.result.data.field + list.result[1]}"}}
                - {id: each, for_each: "${tool.result.data.rows}", tool: terminal, parameters: {command: "row {{ item.n }}"}}
                - {id: failing, tool: terminal, retry: 1, on_failure: continue, parameters: {command: "fail no luck"}}
                outputs:
                  tool: "${tool.success}"
                  model: "${model.result.title}"
                  list: "${list.result | length}"
                  set: "${sum}"
                  loop: "${each.results | map(attribute='result.stdout') | list}"
                  failure: "${failing.error}"
                """);

        assertThat(job.ending())
                .isEqualTo("FAILED {\"tool\":true,\"model\":\"On tea\",\"list\":4,\"set\":44.5,"
                        + "\"loop\":[\"row 1\",\"row 2\"],\"failure\":\"no luck\"}");
    }

    private static void structures() {
        var job = run(SOURCES + """
                outputs:
                  deep: "${tool.result.data.rows[-1].n}"
                  flat: "${tool.data.field}"
                  parsed: "${model.tags[1]}"
                  typed: "${list.result}"
                """);

        assertThat(job.ending())
                .isEqualTo("COMPLETED {\"deep\":2,\"flat\":42,\"parsed\":\"b\",\"typed\":[\"x\",2.5,null,true]}");
        var asked = job.commands.stream()
                .filter(command -> command.call() instanceof Call.Model)
                .findFirst();
        assertThat(((Call.Model) asked.orElseThrow().call()).outputSchema().entries())
                .containsKey("required");
    }

    private static void templates() {
        var job = run(SOURCES + """
                - id: use
                  tool: terminal
                  parameters:
                    command: "{% for row in tool.data.rows %}{{ loop.index }}:{{ row.n * 10 }} {% endfor %}{{ model.title | upper }} {{ list.result | tojson }}"
                """);

        assertThat(Workers.text(job.commands.getLast())).isEqualTo("1:10 2:20 ON TEA [\"x\", 2.5, null, true]");
    }

    private static void lifecycle() {
        var job = run("""
                name: Lifecycle
                steps:
                - {id: first, set: {count: 1}}
                - {id: seen, tool: terminal, parameters: {command: "{{ count }}"}, depends_on: first}
                - {id: second, set: {count: "${count + 1}"}, depends_on: seen}
                - {id: later, tool: terminal, parameters: {command: "{{ count }}"}, depends_on: second}
                - {id: never, set: {count: 99}, condition: "count > 5", depends_on: later}
                outputs: {seen: "${seen.result.stdout}", later: "${later.result.stdout}", at_the_end: "${count}"}
                """);

        assertThat(job.ending()).isEqualTo("COMPLETED {\"seen\":\"1\",\"later\":\"2\",\"at_the_end\":2}");
    }

    private static void scopes() {
        var job = run("""
                name: Scopes
                inputs: {name: {type: string, default: input}}
                steps:
                - {id: global, set: {place: everywhere, item: outside, total: 0}}
                - id: outer
                  for_each: [a, b]
                  max_parallel: 2
                  steps:
                  - {id: local, set: {place: "in {{ item }}"}}
                  - id: inner
                    for_each: [1, 2]
                    tool: terminal
                    parameters: {command: "{{ item }} {{ $outer.item }} {{ place }} {{ name }} {{ attempt }} {{ step.id }}"}
                  - {id: count, set: {total: "${total + 1}"}, scope: global}
                - {id: own, set: {half: 2, twice: "${half * 2}"}, scope: temporary}
                - {id: after, tool: terminal, parameters: {command: "{{ item }} {{ place }} {{ total }} {{ own.result.twice }}"}, depends_on: outer}
                outputs: {after: "${after.result.stdout}"}
                """);

        assertThat(job.commands.stream().map(Workers::text))
                .contains("1 a in a input 1 task", "2 a in a input 1 task", "1 b in b input 1 task")
                .hasSize(5);
        assertThat(job.ending()).isEqualTo("COMPLETED {\"after\":\"outside everywhere 2 4\"}");
    }

    private static void dots() {
        var job = run("""
                name: Dots
                steps:
                - {id: result, tool: terminal, parameters: {command: '{"data": {"field": {"list": [1, {"k": "v"}]}}}'}}
                - {id: use, tool: terminal, parameters: {command: "${result.data.field.list[1].k} ${result.result.data['field'].list[0]}"}}
                outputs: {whole: "${result.data.field}", text: "it is ${result.data.field.list}"}
                """);

        assertThat(Workers.text(job.commands.getLast())).isEqualTo("v 1");
        assertThat(job.ending())
                .isEqualTo("COMPLETED {\"whole\":{\"list\":[1,{\"k\":\"v\"}]},\"text\":\"it is [1, {'k': 'v'}]\"}");
    }

    private static void loops() {
        var job = run("""
                name: Loops
                steps:
                - id: each
                  for_each: {a: 1, b: 2}
                  loop_name: letters
                  tool: terminal
                  parameters: {command: "{{ $iteration }} {{ $index }} {{ $item.key }} {{ $is_last }} {{ $letters.position }}/{{ length }}"}
                - id: again
                  while: iteration < 3
                  max_iterations: 10
                  tool: terminal
                  parameters: {command: "{{ iteration }} {{ loop_state.task.result.stdout | default('nothing') }}"}
                outputs: {n: "${again.iterations}", last: "${again.results[-1].result.stdout}"}
                """);

        assertThat(job.commands.stream().map(Workers::text))
                .contains("0 0 a False 1/2", "1 1 b True 2/2", "0 nothing", "1 0 nothing");
        assertThat(job.ending()).startsWith("COMPLETED {\"n\":3,\"last\":\"2 1 0 nothing\"}");
    }

    /** The names of docs/language.md, each read in a job that runs. */
    private static void everyName() {
        var inLoop = List.of(
                "item",
                "index",
                "iteration",
                "position",
                "is_first",
                "is_last",
                "length",
                "remaining",
                "has_next",
                "has_prev",
                "loop_id",
                "loop_name");
        var anywhere = List.of(
                "inputs.topic",
                "parameters.topic",
                "topic",
                "first.result.stdout",
                "first.stdout",
                "word",
                "renamed",
                "previous_results.first.success",
                "step_results['first'].success",
                "job.id",
                "job.workflow",
                "job.attempt",
                "execution.id",
                "execution.started_at",
                "execution.timestamp",
                "execution.date",
                "execution.time",
                "step.id",
                "attempt",
                "pipeline_id",
                "execution_id",
                "timestamp");
        var job = run("""
                name: Names
                inputs: {topic: {type: string, default: tea}}
                steps:
                - {id: first, tool: terminal, parameters: {command: hi}, output_variable: renamed}
                - {id: second, set: {word: green}}
                - id: loop
                  for_each: [x]
                  depends_on: [first, second]
                  tool: terminal
                  parameters: {command: "%s"}
                """.formatted(Stream.of(
                        inLoop,
                        anywhere,
                        inLoop.stream().map(name -> "$" + name).toList())
                .flatMap(List::stream)
                .map(name -> "{{ " + name + " is defined }}")
                .reduce("", (all, name) -> all + name + " ")));

        assertThat(Workers.text(job.commands.getLast()).split(" ")).hasSize(46).containsOnly("True");
    }

    private static void errors() {
        var job = run("""
                name: Errors
                steps:
                - {id: first, tool: terminal, parameters: {command: '{"name": "x"}'}}
                - {id: use, tool: terminal, parameters: {command: "rm {{ first.result.nmae }}"}}
                """);

        assertThat(job.commands).as("nothing reached the tool").hasSize(1);
        assertThat(job.ending()).startsWith("FAILED").contains("first.result.nmae", "did you mean", "name");
        assertThat(job.events)
                .anySatisfy(event -> assertThat(event.fact())
                        .isInstanceOfSatisfying(
                                JobFact.StepFailed.class,
                                fact -> assertThat(fact.task().step()).isEqualTo("use")));
    }

    /** One plan, many jobs at once; each has iterations at once. */
    private static void threads() throws Exception {
        var plan = StoredJob.plan("""
                name: Threads
                inputs: {n: {type: integer, required: true}}
                steps:
                - id: each
                  for_each: "${range(20) | list}"
                  max_parallel: 5
                  steps:
                  - {id: mine, set: {product: "${item * n}"}}
                  - {id: say, tool: terminal, parameters: {command: "{{ product }}"}}
                outputs: {sum: "${each.results | map(attribute='say.result.stdout') | map('int') | sum}"}
                """);
        try (var threads = Executors.newFixedThreadPool(8)) {
            var running = threads.invokeAll(IntStream.range(0, 64)
                    .mapToObj(n -> (Callable<String>) () -> StoredJob.ended(plan, "{\"n\": " + n + "}", Workers::echo)
                            .ending())
                    .toList());

            for (int n = 0; n < running.size(); n++) {
                assertThat(running.get(n).get()).isEqualTo("COMPLETED {\"sum\":" + 190 * n + "}");
            }
        }
    }

    private static void systemNames() {
        var job = run("""
                name: System
                version: 1.2.0
                steps:
                - {id: ask, tool: terminal, parameters: {command: "{{ job.id }} {{ job.workflow }} {{ execution.id }} {{ execution.timestamp }} {{ execution.date }} {{ execution.time }} {{ step.id }} {{ attempt }}"}}
                """);

        assertThat(Workers.text(job.commands.getLast()))
                .isEqualTo("job-1 w@1.2.0 job-1 1970-01-01T00:00:01.000000+00:00 1970-01-01 00:00:01 ask 1");
    }

    private static void variableMetadata() {
        var job = run("""
                name: Metadata
                steps:
                - {id: first, tool: terminal, parameters: {command: '{"a": 1}'}, output_variable: found}
                - {id: again, set: {found: [1]}, depends_on: first}
                - {id: tell, tool: terminal, parameters: {command: "{{ __found_metadata.step_name }} {{ __found_metadata.result_type }} {{ __found_metadata.version }}"}, depends_on: again}
                """);

        assertThat(Workers.text(job.commands.getLast())).isEqualTo("again array 2");
        assertThat(job.events.stream().map(event -> event.fact()).filter(JobFact.VariableChanged.class::isInstance))
                .extracting(fact -> ((JobFact.VariableChanged) fact).version())
                .containsExactly(1, 2);
    }

    private static void toolMetadata() {
        var job = run("""
                name: Metadata
                steps:
                - {id: work, tool: terminal, parameters: {command: hi}}
                - {id: tell, tool: terminal, parameters: {command: "{{ __work_metadata.tool_name }} {{ __work_metadata.success }} {{ __work_metadata.resource_usage.attempts }} {{ __work_metadata.execution_time }}"}}
                """);

        assertThat(Workers.text(job.commands.getLast())).isEqualTo("terminal True 1 0.01");
    }

    private static void modelMetadata() {
        var job = run("""
                name: Metadata
                steps:
                - {id: ask, model: openai/gpt-4o-mini, prompt: hi}
                - {id: tell, tool: terminal, parameters: {command: "{{ __ask_model_metadata.model_name }} {{ __ask_model_metadata.tokens_used }} {{ __ask_model_metadata.response_time }}"}}
                """);

        assertThat(Workers.text(job.commands.getLast())).isEqualTo("gpt-4o-mini 10 0.01");
    }

    private static void nestedData() {
        var job = run("""
                name: Nested
                inputs: {order: {type: object, required: true}}
                steps:
                - {id: use, tool: terminal, parameters: {command: "{{ order.lines[0].article.name }} {{ inputs.order.lines | map(attribute='n') | sum }} {{ order.missing.path | default('none') }}"}}
                """, "{\"order\": {\"lines\": [{\"article\": {\"name\": \"tea\"}, \"n\": 2}, {\"n\": 3}]}}");

        assertThat(Workers.text(job.commands.getLast())).isEqualTo("tea 5 none");
    }

    private static void storesResults() {
        var job = run(SOURCES);

        var envelopes = job.events.stream()
                .filter(event -> event.fact() instanceof JobFact.StepCompleted)
                .map(event -> ((JobFact.StepCompleted) event.fact()))
                .toList();
        assertThat(envelopes).hasSize(3).allSatisfy(fact -> {
            var stored = job.state().step(job.plan.find(fact.task().step()).orElseThrow());
            assertThat(stored).isNotNull();
            assertThat(stored.envelope()).isEqualTo(fact.done().envelope());
        });
        assertThat(job.commands).extracting(StepCommand::queue).containsOnly("default");
    }
}
