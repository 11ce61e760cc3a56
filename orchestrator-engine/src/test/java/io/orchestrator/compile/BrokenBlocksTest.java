package io.orchestrator.compile;

import static io.orchestrator.compile.Broken.RUN;
import static io.orchestrator.compile.Broken.broken;
import static io.orchestrator.compile.Broken.jump;
import static io.orchestrator.compile.Broken.steps;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps that hold others, and jumps: loops, choices, branches, gotos, handlers. */
class BrokenBlocksTest {

    @ParameterizedTest
    @MethodSource({"loops", "nesting", "choices", "controls", "gotos", "handlers"})
    void findsEveryProblemWithItsPlaceWhenTheDocumentIsBroken(Broken broken) {
        Broken.check(broken);
    }

    static Stream<Broken> loops() {
        return Stream.of(
                steps("no body", "- id: a\n  for_each: [1]\n", "ERROR no-steps 3:3"),
                steps("an empty body", "- id: a\n  for_each: [1]\n  steps: []\n", "ERROR no-steps 5:3"),
                steps(
                        "two bodies",
                        "- id: a\n  for_each: [1]\n  steps: [{id: b, set: {c: 1}}]\n  tool: terminal\n",
                        "ERROR several-kinds 6:3"),
                steps(
                        "two spellings",
                        "- id: a\n  for_each: [1]\n  foreach: [1]\n  set: {c: 1}\n",
                        "ERROR conflicting-keys 5:3"),
                steps(
                        "for_each and while",
                        "- id: a\n  for_each: [1]\n  while: x\n  steps: [{id: b, set: {c: 1}}]\n",
                        "ERROR several-kinds 5:3"),
                steps(
                        "max_parallel of nothing",
                        "- id: a\n  for_each: [1]\n  max_parallel: 0\n  set: {c: 1}\n",
                        "ERROR wrong-type 5:17"),
                steps(
                        "max_concurrent by a template",
                        "- id: a\n  foreach: [1]\n  max_concurrent: '{{ 1 }}'\n  set: {c: 1}\n",
                        "WARNING ignored-key 5:3"),
                steps(
                        "a bad loop_var",
                        "- id: a\n  for_each: [1]\n  loop_var: a b\n  set: {c: 1}\n",
                        "ERROR bad-value 5:13"),
                steps(
                        "max_iterations in words",
                        "- id: a\n  while: 'true'\n  max_iterations: many\n  set: {c: 1}\n",
                        "ERROR wrong-type 5:19"),
                steps("an empty while", "- id: a\n  while: ''\n  set: {c: 1}\n", "ERROR bad-value 4:10"),
                steps(
                        "a condition on what is not there yet",
                        "- id: a\n  while: b.result.c < 3\n  steps: [{id: b, set: {c: 1}}]\n",
                        "WARNING undefined-at-first 3:7"),
                steps(
                        "an action_loop without an end",
                        "- id: a\n  action_loop: [{set: {c: 1}}]\n",
                        "ERROR missing-key 4:3"),
                steps(
                        "an action_loop with two ends",
                        "- id: a\n  action_loop: [{set: {c: 1}}]\n  while: 'true'\n  until: 'true'\n",
                        "ERROR conflicting-keys 6:3"),
                steps(
                        "a queue of nothing",
                        "- id: a\n  create_parallel_queue: {tool: terminal, parameters: {command: x}}\n",
                        "ERROR missing-key 4:26"),
                steps("a queue for nothing", "- id: a\n  create_parallel_queue: {on: [1]}\n", "ERROR no-steps 4:26"),
                steps(
                        "an unknown key of a queue",
                        "- id: a\n  create_parallel_queue: {on: [1], tol: x, set: 1, tool: terminal, parameters: {command: x}}\n",
                        "WARNING unknown-key 4:36",
                        "WARNING unknown-key 4:44"));
    }

    static Stream<Broken> nesting() {
        return Stream.of(
                body("a loop's names", "{{ item }} {{ $item }} {{ $a.index }} {{ a.iteration }} {{ next_item }}"),
                body("a misspelled name of a loop", "{{ itm }}", "ERROR unresolved-reference 6:55"),
                body("the state of another kind of loop", "{{ loop_state }}", "ERROR unresolved-reference 6:55"),
                body("its own result inside", "{{ b.result }}", "ERROR self-reference 6:55"),
                steps(
                        "an item outside of a loop",
                        RUN.replace("x}", "'{{ item }}'}"),
                        "ERROR unresolved-reference 3:53"),
                steps(
                        "a step of a body outside",
                        "- {id: a, for_each: [1], steps: [{id: b, set: {c: 1}}]}\n"
                                + RUN.replace("a,", "d,").replace("x}", "'{{ b.result }}'}"),
                        "ERROR unresolved-reference 4:53"),
                steps(
                        "a dependency inside of another step",
                        "- {id: a, for_each: [1], steps: [{id: b, set: {c: 1}}]}\n" + jump("d", "depends_on: b"),
                        "ERROR unknown-step 5:15"),
                steps(
                        "a dependency on what it is a part of",
                        "- id: a\n  for_each: [1]\n  steps:\n  - {id: b, set: {c: 1}, depends_on: a}\n",
                        "ERROR self-reference 6:38"),
                steps(
                        "a jump out of a body",
                        "- id: a\n  for_each: [1]\n  steps:\n  - {id: b, set: {c: 1}, on_success: d}\n"
                                + RUN.replace("a,", "d,"),
                        "ERROR unknown-step 6:38"),
                steps(
                        "the same id inside and outside",
                        RUN + "- {id: b, for_each: [1], steps: [{id: a, set: {c: 1}}]}\n",
                        "WARNING name-hidden 4:39"),
                steps(
                        "the same id twice inside",
                        "- {id: b, for_each: [1], steps: [{id: a, set: {c: 1}}, {id: a, set: {c: 1}}]}\n",
                        "ERROR duplicate-step 3:61"),
                steps(
                        "a cycle through a loop",
                        "- {id: a, for_each: [1], steps: [{id: b, set: {c: '{{ d.result }}'}}]}\n"
                                + RUN.replace("a,", "d,").replace("x}", "'{{ a.result }}'}"),
                        "ERROR cycle 3:8"),
                steps(
                        "a cycle inside",
                        "- {id: a, for_each: [1], steps: [{id: b, set: {x: 1}, depends_on: c}, {id: c, set: {y: 1}, depends_on: b}]}\n",
                        "ERROR cycle 3:39"));
    }

    static Stream<Broken> choices() {
        return Stream.of(
                steps("no cases", "- id: a\n  switch: []\n", "ERROR no-steps 4:11"),
                steps("a case in words", "- id: a\n  switch: [x]\n", "ERROR no-steps 4:11", "ERROR wrong-type 4:12"),
                steps("a case to nowhere", "- id: a\n  switch: [{when: 'true'}]\n", "ERROR missing-key 4:12"),
                steps(
                        "a case without when",
                        "- id: a\n  switch: [{then: b}]\n" + jump("b", "timeout: 1"),
                        "ERROR missing-key 4:12"),
                steps(
                        "else in the middle",
                        "- id: a\n  switch: [{when: 'true', then: b}, {else: b}, {when: 'true', then: b}]\n"
                                + jump("b", "timeout: 1"),
                        "ERROR bad-value 4:37"),
                steps("an unknown target", "- id: a\n  switch: [{when: 'true', then: b}]\n", "ERROR unknown-step 4:33"),
                steps(
                        "a target above",
                        jump("b", "timeout: 1") + "- id: a\n  switch: [{when: 'true', then: b}]\n",
                        "ERROR backward-jump 8:33"),
                steps(
                        "an unknown key of a case",
                        "- id: a\n  switch: [{when: 'true', than: b, then: b}]\n" + jump("b", "timeout: 1"),
                        "WARNING unknown-key 4:27"),
                steps("branches in words", "- id: a\n  parallel: x\n", "ERROR wrong-type 4:13"),
                steps("no branches", "- id: a\n  parallel: {}\n", "ERROR no-steps 4:13"),
                steps(
                        "a bad name of a branch",
                        "- id: a\n  parallel: {1x: [{id: b, set: {c: 1}}], d: [{id: b, set: {c: 1}}]}\n",
                        "ERROR bad-value 4:14"),
                steps(
                        "a reserved name of a branch",
                        "- id: a\n  parallel: {error1: [{id: b, set: {c: 1}}]}\n",
                        "ERROR bad-value 4:14"),
                steps(
                        "two branches of one name",
                        "- id: a\n  parallel: [{id: b, set: {c: 1}}, {id: b, set: {c: 1}}]\n",
                        "ERROR duplicate-step 4:41"),
                steps(
                        "more than there are",
                        "- id: a\n  parallel: {b: [{id: c, set: {d: 1}}]}\n  join: 2\n",
                        "ERROR wrong-type 5:9"),
                steps(
                        "a step of another branch",
                        "- id: a\n  parallel: {b: [{id: c, set: {d: 1}}], e: [{id: f, set: {g: '{{ c.result }}'}}]}\n",
                        "ERROR unresolved-reference 4:66"),
                steps("join without branches", jump("a", "join: any"), "WARNING unknown-key 4:3"));
    }

    static Stream<Broken> controls() {
        return Stream.of(
                steps("a wait in words", "- id: a\n  wait: long\n", "ERROR bad-value 4:9"),
                steps("a wait of nothing", "- id: a\n  wait: {}\n", "ERROR missing-key 4:9"),
                steps(
                        "a wait for both",
                        "- id: a\n  wait: {for: 1s, until: '2026-01-01'}\n",
                        "ERROR conflicting-keys 4:19"),
                steps("a wait until some day", "- id: a\n  wait: {until: tomorrow}\n", "ERROR bad-value 4:17"),
                steps("a list of waits", "- id: a\n  wait: [1]\n", "ERROR wrong-type 4:9"),
                steps("an event without a name", "- id: a\n  emit: {payload: 1}\n", "ERROR missing-key 4:9"),
                steps("two names", "- id: a\n  emit: {event: x, name: y}\n", "ERROR conflicting-keys 4:20"),
                steps("no name of a topic", "- id: a\n  emit: {topic: 'a b'}\n", "ERROR bad-value 4:17"),
                steps("a key without a topic", "- id: a\n  emit: {event: x, key: y}\n", "WARNING ignored-key 4:20"),
                steps("headers in a list", "- id: a\n  emit: {topic: x, headers: [y]}\n", "ERROR wrong-type 4:29"),
                steps(
                        "a secret for everybody",
                        "- id: a\n  emit: {topic: x, payload: '${secret:x}'}\n",
                        "ERROR secret-misplaced 4:29"),
                steps(
                        "an emit with a time limit",
                        "- id: a\n  emit: {topic: x}\n  timeout: 5s\n",
                        "WARNING ignored-key 5:3"),
                steps(
                        "an emit that must not run twice",
                        "- id: a\n  emit: {topic: x}\n  delivery: exclusive\n",
                        "WARNING no-effect 5:13"),
                steps("a list of reasons", "- id: a\n  fail: [x]\n", "ERROR wrong-type 4:9"),
                steps("succeed with a word", "- id: a\n  succeed: yes please\n", "ERROR wrong-type 4:12"),
                steps("wait and fail", "- id: a\n  wait: 1s\n  fail: x\n", "ERROR several-kinds 5:3"),
                broken("a job's timeout in words", "id: w\ntimeout: soon\nsteps:\n" + RUN, "ERROR bad-value 2:10"),
                broken("finally reads what is inside", """
                        id: w
                        steps:
                        - {id: a, for_each: [1], steps: [{id: b, set: {c: 1}}]}
                        finally:
                        - {id: d, set: {e: '{{ a.result }}', f: '{{ b.result }}'}}
                        """, "ERROR unresolved-reference 5:45"),
                broken(
                        "finally waits for a step",
                        "id: w\nsteps:\n" + RUN + "finally:\n- {id: d, set: {e: 1}, depends_on: a}\n",
                        "ERROR unknown-step 5:36"),
                broken("a list of no steps", "id: w\nsteps:\n" + RUN + "finally: [x]\n", "ERROR wrong-type 4:11"));
    }

    static Stream<Broken> gotos() {
        return Stream.of(
                steps("goto an unknown step", jump("a", "goto: b"), "ERROR unknown-step 4:9"),
                steps("goto itself", jump("a", "goto: a\n  max_iterations: 3")),
                steps("a bound in words", jump("a", "goto: a\n  max_iterations: few"), "ERROR wrong-type 5:19"),
                steps(
                        "a bound by a template",
                        jump("a", "goto: a\n  max_iterations: '{{ 3 }}'"),
                        "ERROR wrong-type 5:19"),
                steps(
                        "goto what it waits for",
                        jump("a", "goto: b\n  depends_on: b") + jump("b", "timeout: 1"),
                        "ERROR backward-jump 3:7"),
                steps(
                        "two ways when false",
                        jump("a", "if: 'true'\n  on_false: b\n  else: b") + jump("b", "timeout: 1"),
                        "ERROR conflicting-keys 6:3"),
                steps("else alone", jump("a", "else: b") + jump("b", "timeout: 1"), "WARNING unknown-key 4:3"),
                steps(
                        "dependencies that only a job knows",
                        jump("a", "dynamic_dependencies: ['{{ execution.id }}']"),
                        "WARNING dynamic-dependencies 4:3"),
                steps(
                        "an unknown dynamic dependency",
                        jump("a", "dynamic_dependencies: [b]"),
                        "ERROR unknown-step 4:26"));
    }

    static Stream<Broken> handlers() {
        return Stream.of(
                steps("an unknown handler", jump("a", "on_error: {handler_task_id: b}"), "ERROR unknown-step 4:31"),
                steps("a handler in a word", jump("a", "on_error: clenup"), "ERROR unknown-step 4:13"),
                steps("its own handler", jump("a", "on_error: a"), "ERROR unreachable-step 3:3"),
                steps(
                        "handlers of each other",
                        RUN.replace("a,", "c,") + jump("a", "on_error: b") + jump("b", "on_error: a"),
                        "ERROR unreachable-step 4:3",
                        "ERROR unreachable-step 8:3"),
                steps("a list in a list", jump("a", "on_error: [[b]]"), "ERROR wrong-type 4:14"),
                steps(
                        "an unknown key of a handler",
                        jump("a", "on_error: {fallback_value: 1, error_type: X}"),
                        "WARNING unknown-key 4:33"),
                steps(
                        "a code in words",
                        jump("a", "on_error: {fallback_value: 1, error_codes: [many]}"),
                        "ERROR bad-value 4:47"),
                steps(
                        "too many retries",
                        jump("a", "on_error: {retry_with_handler: true, max_handler_retries: 1000}"),
                        "ERROR wrong-type 4:61"),
                steps(
                        "a priority in words",
                        jump("a", "on_error: {fallback_value: 1, priority: high}"),
                        "ERROR wrong-type 4:43"),
                steps(
                        "enabled by a template",
                        jump("a", "on_error: {fallback_value: 1, enabled: '{{ true }}'}"),
                        "ERROR wrong-type 4:42"),
                steps(
                        "a step and an action",
                        jump("a", "on_error: {handler_task_id: b, handler_action: echo x}") + jump("b", "timeout: 1"),
                        "ERROR several-kinds 4:13"),
                steps(
                        "a handler read from outside",
                        jump("a", "on_error: b")
                                + jump("b", "timeout: 1")
                                + RUN.replace("a,", "c,").replace("x}", "'{{ b.result }}'}"),
                        "ERROR unresolved-reference 11:53"),
                steps(
                        "an error outside of handlers",
                        RUN.replace("x}", "'{{ error.attempt }}'}"),
                        "ERROR unresolved-reference 3:53"),
                broken(
                        "a handler of all that reads a step",
                        "id: w\nsteps:\n" + RUN
                                + "on_error: {tool: terminal, parameters: {command: 'echo {{ a.result }}'}}\n",
                        "ERROR unresolved-reference 4:59"),
                steps("an unknown step to undo", jump("a", "compensate: [b]"), "ERROR wrong-type 4:16"));
    }

    /** Its command stands in line 6 from column 40, in the only step of a loop. */
    private static Broken body(String what, String command, String... expected) {
        var body = "  steps:\n  - {id: b, tool: terminal, parameters: {command: \"" + command + "\"}}\n";
        return steps(what, "- id: a\n  for_each: [1, 2]\n" + body, expected);
    }
}
