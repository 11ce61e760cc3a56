package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.ModelCatalog;
import io.orchestrator.json.Json;
import io.orchestrator.model.Call;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documents from their text to the end of a job: what the compiler lets steps read, the engine gives them. The terminal
 * answers {@code stdout} with its command; a command that begins with {@code fail} fails with the rest as its message.
 */
class CompiledJobsTest {

    /** The most commands of one job. */
    private static final int MAX_COMMANDS = 200;

    private static final Compiler COMPILER =
            new Compiler(ToolCatalog.builtIn(), new ModelCatalog(List.of("ollama/llama3.2")));

    /** A document's steps, and how its job ends: status and outputs, or the failure. */
    record Job(String what, String steps, String expected) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Job> jobs() {
        return Stream.of(loops(), flows(), people()).flatMap(jobs -> jobs);
    }

    /** A driver answers nobody: what is asked ends by itself, or the job goes on waiting. */
    private static Stream<Job> people() {
        return Stream.of(
                new Job(
                        "an approval that is given where nobody answers",
                        """
                        - {id: ask, approval: {title: "Send {{ 1 + 1 }}?", content: abc, auto_approve: true}}
                        - {id: send, condition: ask.result.approved, set: {x: "{{ ask.result.action }}"}}
                        outputs: {x: "{{ send.x }}", by: "${ask.result.auto_approved}", hash: "{{ ask.result.content_hash[:8] }}"}
                        """,
                        "COMPLETED {\"x\":\"approved\",\"by\":true,\"hash\":\"ba7816bf\"}"),
                new Job("content that was approved before", """
                        - {id: ask, tool: approval-gate, parameters: {title: T, content: abc, auto_approve_hash: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad}}
                        outputs: {x: "${ask.result.approved}"}
                        """, "COMPLETED {\"x\":true}"),
                new Job("a signal that nobody sends", """
                        - {id: ask, signal: go}
                        """, "RUNNING"));
    }

    private static Stream<Job> loops() {
        return Stream.of(
                new Job(
                        "every name of for_each",
                        """
                        - id: loop
                          for_each: [a, b]
                          loop_name: outer
                          loop_var: letter
                          steps:
                          - id: one
                            tool: terminal
                            parameters: {command: "{{ item }}{{ $item }}{{ letter }}{{ $letter }}{{ index }}{{ $index }}{{ iteration }}{{ position }} {{ is_first }} {{ is_last }} {{ length }}{{ remaining }} {{ has_next }} {{ has_prev }} {{ has_previous }} {{ loop_id }} {{ loop_name }} {{ items | length }} {{ next_item }} {{ prev_item }} {{ loop.item }} {{ $loop.item }} {{ $outer.item }} {{ outer.index }}"}
                        outputs: {x: "{{ loop.results[0].result.stdout }}"}
                        """,
                        "COMPLETED {\"x\":\"aaaa0001 True False 21 True False False loop loop 2 b None a a a 0\"}"),
                new Job("every name of while", """
                        - id: again
                          while: iteration < 2
                          loop_name: outer
                          steps:
                          - {id: one, tool: terminal, parameters: {command: "{{ index }}{{ iteration }}{{ position }} {{ is_first }} {{ has_prev }} {{ loop_id }} {{ loop_state.iteration }} {{ loop_state.one.result.stdout | default('-') | length }} {{ again.iteration }} {{ $outer.position }}"}}
                        outputs: {n: "${again.iterations}", x: "{{ again.results[1].result.stdout }}"}
                        """, "COMPLETED {\"n\":2,\"x\":\"112 False True again 1 28 1 2\"}"),
                new Job(
                        "until reads the steps of the last iteration",
                        """
                        - {id: again, until: "task.result.stdout == '2'", tool: terminal, parameters: {command: "{{ iteration }}"}}
                        outputs: {n: "${again.iterations}", why: "{{ again.terminated_by }}"}
                        """,
                        "COMPLETED {\"n\":3,\"why\":\"condition\"}"),
                new Job(
                        "loops in each other, reading what is around",
                        """
                        - {id: first, set: {x: 1}}
                        - id: outer
                          for_each: "{{ [1, 2] }}"
                          max_parallel: 2
                          steps:
                          - {id: near, tool: terminal, parameters: {command: "{{ item }}"}}
                          - id: inner
                            for_each: "a, b"
                            steps: [{id: one, tool: terminal, parameters: {command: "{{ item }}{{ $outer.item }}{{ near.result.stdout }}{{ x }}"}}]
                        outputs: {x: "{% for o in outer.results %}{% for i in o.inner.results %}{{ i.result.stdout }} {% endfor %}{% endfor %}"}
                        """,
                        "COMPLETED {\"x\":\"a111 b111 a221 b221 \"}"),
                new Job(
                        "foreach in one with its body, a condition on the item",
                        """
                        - {id: all, foreach: [1, 2, 3], parallel: true, if: "item != 2", tool: terminal, parameters: {command: "n{{ item }}"}}
                        outputs: {x: "{{ all.results | map(attribute='result') | list | length }}", n: "${all.iterations}"}
                        """,
                        "COMPLETED {\"x\":\"3\",\"n\":3}"),
                new Job("an action loop", """
                        - id: loop
                          action_loop:
                          - {id: a, tool: terminal, parameters: {command: "{{ iteration }} {{ is_first }} {{ has_previous }} {{ loop_id }}"}}
                          - {tool: terminal, parameters: {command: "{{ a.result.stdout }}!"}}
                          until: iteration >= 1
                        outputs: {n: "${loop.iterations_completed}", all: "${loop.total_actions_executed}", x: "{{ loop.results[-1].action2.result.stdout }}"}
                        """, "COMPLETED {\"n\":1,\"all\":2,\"x\":\"0 True False loop!\"}"),
                new Job("a parallel queue with an action loop", """
                        - id: queue
                          create_parallel_queue:
                            on: [x, y]
                            tool: terminal
                            task:
                              action_loop: [{id: a, parameters: {command: "{{ $item }}{{ queue_size }}{{ iteration }}"}}]
                              until: "'1' in a.result.stdout"
                        outputs: {n: "${queue.completed_items}", x: "{{ queue.results[1].results[-1].result.stdout }}"}
                        """, "COMPLETED {\"n\":2,\"x\":\"y21\"}"));
    }

    private static Stream<Job> flows() {
        return Stream.of(
                new Job(
                        "a case with steps reads what is around",
                        """
                        - {id: size, tool: terminal, parameters: {command: "5"}}
                        - id: pick
                          switch:
                          - {when: "size.result.stdout == '4'", then: four}
                          - when: "size.result.stdout == '5'"
                            then: [{id: say, tool: terminal, parameters: {command: "five {{ size.result.stdout }}"}}]
                          else: none
                        - {id: four, tool: terminal, parameters: {command: "four"}}
                        - {id: none, tool: terminal, parameters: {command: "none"}}
                        outputs: {x: "{{ pick.case2.say.result.stdout }}", y: "{{ four.result | default('skipped') }}", z: "{{ none.result | default('skipped') }}"}
                        """,
                        "COMPLETED {\"x\":\"five 5\",\"y\":\"skipped\",\"z\":\"skipped\"}"),
                new Job("branches", """
                        - {id: both, parallel: {left: [{id: a, tool: terminal, parameters: {command: "1"}}, {id: b, tool: terminal, parameters: {command: "{{ a.result.stdout }}2"}}], right: {tool: terminal, parameters: {command: "3"}}}}
                        outputs: {x: "{{ both.left.b.result.stdout }}{{ both.right.task.result.stdout }}"}
                        """, "COMPLETED {\"x\":\"123\"}"),
                new Job("a goto back, with a bound", """
                        - {id: a, tool: terminal, parameters: {command: "a"}}
                        - {id: b, tool: terminal, parameters: {command: "b"}, goto: a, max_iterations: 2}
                        outputs: {x: 1}
                        """, "FAILED MAX_ITERATIONS"),
                new Job("a goto by what the step has found", """
                        - {id: a, tool: terminal, parameters: {command: "c"}, goto: "{{ a.result.stdout }}"}
                        - {id: b, tool: terminal, parameters: {command: "b"}}
                        - {id: c, tool: terminal, parameters: {command: "c"}}
                        outputs: {x: "{{ b.result | default('skipped') }}{{ c.result.stdout }}"}
                        """, "COMPLETED {\"x\":\"skippedc\"}"),
                new Job("a handler's step", """
                        - {id: a, tool: terminal, parameters: {command: "fail 502 gone"}, retry: 1, on_error: {handler_task_id: mend, error_codes: [502]}}
                        - {id: mend, tool: terminal, parameters: {command: "{{ error.failed_task_id }} {{ error.error_type }} {{ $error.attempt }}"}}
                        outputs: {x: "{{ a.result.stdout }}"}
                        """, "COMPLETED {\"x\":\"a ToolError 1\"}"),
                new Job("a fallback that reads the error", """
                        - {id: a, tool: terminal, parameters: {command: "fail gone"}, retry: 1, on_error: {fallback_value: {why: "{{ error.error_message }}"}}}
                        outputs: {x: "{{ a.why }}"}
                        """, "COMPLETED {\"x\":\"gone\"}"),
                new Job("a handler of the workflow", """
                        - {id: a, tool: terminal, parameters: {command: "fail gone"}, retry: 1}
                        outputs: {x: "{{ a.result.output }}"}
                        global_error_handlers: {action: "Show {{ error.error_message }}"}
                        """, "COMPLETED {\"x\":\"gone\"}"),
                new Job("an end with outputs", """
                        - {id: a, tool: terminal, parameters: {command: "a"}}
                        - {id: end, succeed: {outputs: {y: "{{ a.result.stdout }}"}}}
                        - {id: never, tool: terminal, parameters: {command: "x"}, depends_on: end}
                        """, "COMPLETED {\"y\":\"a\"}"),
                new Job("an end with a reason", """
                        - {id: a, fail: "no luck"}
                        """, "FAILED no luck"),
                new Job("words", """
                        - {id: say, action: "echo {{ 1 + 1 }}"}
                        - {id: show, action: "Display {{ say.result.stdout }}"}
                        - {id: check, action: evaluate_condition, parameters: {condition: "say.success"}}
                        outputs: {x: "{{ show.output }}", y: "${check.result.output}"}
                        """, "COMPLETED {\"x\":\"echo 2\",\"y\":true}"));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void endsAsTheDocumentSaysWhenItIsCompiledAndRun(Job job) {
        var compilation = COMPILER.compile("id: w\nsteps:\n" + job.steps());
        var plan = compilation
                .plan()
                .orElseThrow(() -> new AssertionError(compilation.findings().stream()
                        .map(finding -> finding.format("document"))
                        .collect(Collectors.joining("\n"))));
        var driver = JobDriver.submitted(plan);

        for (var next = 0; next < driver.commands.size() && next < MAX_COMMANDS; next++) {
            var command = driver.commands.get(next);
            driver.result(command, answer(command));
        }

        assertThat(ending(driver)).isEqualTo(job.expected());
    }

    private static TaskResult answer(StepCommand command) {
        var text = ((Call.Tool) command.call()).parameters().get("command") instanceof Value.Text written
                ? written.value()
                : "";
        return text.startsWith("fail ")
                ? new TaskResult.Failed(Failure.of(FailureKind.TOOL, "TEST", text.substring(5)))
                : JobDriver.done(Value.of(Map.of("stdout", Value.of(text))), Value.Bool.TRUE);
    }

    private static String ending(JobDriver job) {
        var root = job.root();
        return switch (root.status()) {
            case COMPLETED -> "COMPLETED " + Json.write(root.outputs());
            case FAILED ->
                "FAILED "
                        + (job.failure().code().equals("MAX_ITERATIONS")
                                ? "MAX_ITERATIONS"
                                : job.failure().message());
            case PENDING, RUNNING, PAUSED, RETRYING, CANCELLED, ARCHIVED ->
                root.status().name();
        };
    }
}
