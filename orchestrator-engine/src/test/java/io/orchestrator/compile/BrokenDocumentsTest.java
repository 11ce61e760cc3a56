package io.orchestrator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.Finding;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken documents, and what is said of each: every finding with its code, line and column, and nothing else. */
class BrokenDocumentsTest {

    /** A document and its findings as {@code severity code line:column}. */
    record Broken(String what, String document, List<String> expected) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Broken broken(String what, String document, String... expected) {
        return new Broken(what, document, List.of(expected));
    }

    /** A document whose steps start in line 3. */
    private static Broken steps(String what, String steps, String... expected) {
        return broken(what, "id: w\nsteps:\n" + steps, expected);
    }

    private static final String RUN = "- {id: a, tool: terminal, parameters: {command: x}}\n";

    @ParameterizedTest
    @MethodSource({
        "texts",
        "headers",
        "inputs",
        "kinds",
        "tools",
        "models",
        "references",
        "flow",
        "limits",
        "loops",
        "nesting",
        "choices",
        "controls",
        "gotos",
        "handlers",
        "calls",
        "files",
        "words",
        "unsupported"
    })
    void findsEveryProblemWithItsPlaceWhenTheDocumentIsBroken(Broken broken) {
        var compilation = Documents.compile(broken.document());

        assertThat(compilation.findings().stream().map(BrokenDocumentsTest::summary))
                .as(() -> compilation.findings().toString())
                .containsExactlyElementsOf(broken.expected());
        assertThat(compilation.ok()).isEqualTo(broken.expected().stream().noneMatch(e -> e.startsWith("ERROR")));
    }

    private static String summary(Finding finding) {
        return finding.severity() + " " + finding.code() + " " + finding.line() + ":" + finding.column();
    }

    static Stream<Broken> texts() {
        return Stream.of(
                broken("nothing", "", "ERROR empty-document 0:0"),
                broken("a comment", "# only this", "ERROR empty-document 0:0"),
                broken("a list", "- a", "ERROR wrong-type 1:1"),
                broken("a colon in a text", "id: w\nname: a: b\n", "ERROR yaml-syntax 2:8"),
                broken("an open bracket", "id: w\nsteps: [\n", "ERROR yaml-syntax 3:1"),
                broken("a tab", "id: w\nsteps:\n\t- a\n", "ERROR yaml-syntax 3:1"),
                broken("half of a character", "id: w\nname: a\uD83Db\n", "ERROR yaml-syntax 2:8"),
                broken("a control character", "id: w\nname: a\u0001b\n", "ERROR yaml-syntax 2:8"),
                broken(
                        "an alias without an anchor",
                        "id: *a\n",
                        "ERROR missing-name 1:1",
                        "ERROR no-steps 1:1",
                        "ERROR yaml-syntax 1:5"),
                broken("a tag", "id: !x w\nsteps:\n" + RUN, "ERROR unknown-tag 1:5"),
                broken("a key twice", "id: w\nid: v\nsteps:\n" + RUN, "ERROR duplicate-key 2:1"),
                broken(
                        "a mapping as a key",
                        "? {a: 1}\n: 2\n",
                        "ERROR missing-name 1:1",
                        "ERROR no-steps 1:1",
                        "ERROR bad-key 1:3"),
                broken("two documents", "id: w\nsteps:\n" + RUN + "---\nid: v\n", "ERROR several-documents 4:1"),
                broken("deep nesting", "a: " + "[".repeat(500), "ERROR document-too-large 1:67"),
                broken("JSON cut short", "{\"id\": \"w\", \"steps\": [", "ERROR yaml-syntax 1:23"));
    }

    static Stream<Broken> headers() {
        return Stream.of(
                broken("no steps", "name: w\n", "ERROR no-steps 1:1"),
                broken("empty steps", "name: w\nsteps: []\n", "ERROR no-steps 2:8"),
                broken("steps as a mapping", "name: w\nsteps: {a: 1}\n", "ERROR wrong-type 2:8", "ERROR no-steps 2:8"),
                broken("no name", "steps:\n" + RUN, "ERROR missing-name 1:1"),
                broken("no letters in the name", "name: 数据\nsteps:\n" + RUN, "ERROR missing-id 1:7"),
                broken("a bad id", "id: 9 lives\nsteps:\n" + RUN, "ERROR bad-id 1:5"),
                broken("a bad version", "id: w\nversion: 1.0\nsteps:\n" + RUN, "ERROR bad-version 2:10"),
                broken("a bad priority", "id: w\npriority: urgent\nsteps:\n" + RUN, "ERROR wrong-type 2:11"),
                broken("a bad mode", "id: w\nmode: fast\nsteps:\n" + RUN, "ERROR bad-value 2:7"),
                broken("an unknown key", "id: w\nstep: 1\nsteps:\n" + RUN, "WARNING unknown-key 2:1"),
                broken("an ignored key", "id: w\nenhanced_outputs: {}\nsteps:\n" + RUN, "WARNING ignored-key 2:1"),
                broken("concurrency", "id: w\nconcurrency: {limit: 1}\nsteps:\n" + RUN, "ERROR not-supported-yet 2:1"),
                broken("outputs as a list", "id: w\noutputs: [a]\nsteps:\n" + RUN, "ERROR wrong-type 2:10"));
    }

    static Stream<Broken> inputs() {
        return Stream.of(
                input("an unknown type", "x: {type: strin}", "ERROR unknown-type 3:13"),
                input("a default of another type", "x: {type: integer, default: five}", "ERROR bad-default 3:31"),
                input(
                        "a default below the minimum",
                        "x: {type: number, minimum: 1, default: 0.5}",
                        "ERROR bad-default 3:42"),
                input("a default that is no choice", "x: {choices: [a, b], default: c}", "ERROR bad-default 3:33"),
                input("a broken pattern", "x: {type: string, pattern: '['}", "ERROR bad-pattern 3:30"),
                input("a range of one", "x: {type: number, range: [1]}", "ERROR wrong-type 3:28"),
                input("a minimum above the maximum", "x: {type: number, min: 3, max: 2}", "ERROR bad-value 3:6"),
                input("required: maybe", "x: {type: number, required: maybe}", "ERROR wrong-type 3:31"),
                input("a bad name", "'a b': 1", "ERROR bad-input 3:3"),
                input(
                        "a default that all can read",
                        "x: {type: string, sensitive: true, default: a}",
                        "WARNING sensitive-default 3:47"),
                input("an unknown key", "x: {type: string, minimun: 1}", "WARNING unknown-key 3:21"),
                input(
                        "a template as default",
                        "x: {type: string, default: '{{ y }}'}",
                        "WARNING template-in-default 3:30"),
                input("a nested unknown type", "x: {type: array, items: {type: nothing}}", "ERROR unknown-type 3:34"),
                broken(
                        "declared twice",
                        "id: w\ninputs: {x: 1}\nparameters: {x: 2}\nsteps:\n" + RUN,
                        "WARNING duplicate-input 3:14"),
                broken("inputs as a list", "id: w\ninputs: [x]\nsteps:\n" + RUN, "ERROR wrong-type 2:9"));
    }

    private static Broken input(String what, String declaration, String... expected) {
        return broken("input: " + what, "id: w\ninputs:\n  " + declaration + "\nsteps:\n" + RUN, expected);
    }

    static Stream<Broken> kinds() {
        return Stream.of(
                steps("a step that is a text", "- a\n", "ERROR wrong-type 3:3"),
                steps("no id", "- tool: terminal\n  parameters: {command: x}\n", "ERROR missing-id 3:3"),
                steps("a bad step id", "- id: a b\n  tool: terminal\n  parameters: {command: x}\n", "ERROR bad-id 3:7"),
                steps(
                        "a policy word as id",
                        "- {id: skip, tool: terminal, parameters: {command: x}}\n",
                        "ERROR bad-id 3:8"),
                steps("the same id twice", RUN + RUN, "ERROR duplicate-step 4:8"),
                steps("nothing to do", "- id: a\n", "ERROR no-kind 3:3"),
                steps(
                        "tool and set",
                        "- id: a\n  tool: terminal\n  parameters: {command: x}\n  set: {b: 1}\n",
                        "ERROR several-kinds 6:3"),
                steps("tool and prompt", "- id: a\n  tool: terminal\n  prompt: hi\n", "ERROR several-kinds 5:3"),
                steps("an unknown action", "- id: a\n  action: genrate\n", "ERROR unknown-action 4:11"),
                steps("prose", "- id: a\n  action: write the file\n"),
                steps(
                        "an unknown key",
                        "- id: a\n  tool: terminal\n  parameter: {}\n  parameters: {command: x}\n",
                        "WARNING unknown-key 5:3"),
                steps(
                        "an ignored key",
                        "- id: a\n  tool: terminal\n  parameters: {command: x}\n  retry_config: {}\n",
                        "WARNING ignored-key 6:3"),
                steps("set a bad name", "- id: a\n  set: {b c: 1}\n", "ERROR bad-value 4:9"),
                steps(
                        "a bad output variable",
                        "- id: a\n  set: {b: 1}\n  output_variable: 1x\n",
                        "ERROR bad-value 5:20"));
    }

    static Stream<Broken> tools() {
        return Stream.of(
                steps("an unknown tool", "- id: a\n  tool: filesytem\n", "ERROR unknown-tool 4:9"),
                steps("a tool elsewhere", "- id: a\n  tool: gpu-render\n  queue: gpu\n", "INFO tool-elsewhere 4:9"),
                steps(
                        "an unknown tool action",
                        "- id: a\n  tool: filesystem\n  action: wrte\n  parameters: {path: x}\n",
                        "ERROR unknown-action 5:11"),
                steps(
                        "no action",
                        "- id: a\n  tool: filesystem\n  parameters: {path: x}\n",
                        "ERROR missing-action 3:3"),
                steps(
                        "an unknown parameter",
                        "- id: a\n  tool: terminal\n  parameters: {command: x, dir: y}\n",
                        "WARNING unknown-parameter 5:28"),
                steps(
                        "a missing parameter",
                        "- id: a\n  tool: terminal\n  parameters: {timeout: 3}\n",
                        "ERROR missing-parameter 5:3"),
                steps("no parameters", "- id: a\n  tool: terminal\n", "ERROR missing-parameter 3:3"),
                steps(
                        "parameters as a list",
                        "- id: a\n  tool: terminal\n  parameters: [x]\n",
                        "ERROR missing-parameter 5:3",
                        "ERROR wrong-type 5:15"),
                steps(
                        "a literal of another type",
                        "- id: a\n  tool: terminal\n  parameters: {command: [x]}\n",
                        "ERROR wrong-type 5:25"),
                steps(
                        "a word that is not allowed",
                        "- id: a\n  tool: data-processing\n  action: filter\n  parameters: {format: exel}\n",
                        "ERROR bad-value 6:24"));
    }

    static Stream<Broken> models() {
        return Stream.of(
                steps("no model", "- id: a\n  prompt: hi\n", "INFO model-chosen 3:3"),
                steps("an empty list of models", "- id: a\n  model: []\n  prompt: hi\n", "ERROR no-model 4:10"),
                steps(
                        "a model that is not configured",
                        "- id: a\n  model: anthropic/claude\n  prompt: hi\n",
                        "ERROR model-not-configured 4:10"),
                steps("a bare name", "- {id: a, action: generate, parameters: {model: mine, prompt: hi}}\n"),
                steps(
                        "a bare name of another provider",
                        "- id: a\n  model: claude-sonnet\n  prompt: hi\n",
                        "ERROR model-not-configured 4:10"),
                steps(
                        "one of two not configured",
                        "- id: a\n  model: [anthropic/claude, openai/gpt]\n  prompt: hi\n",
                        "WARNING model-not-configured 4:11"),
                steps(
                        "a model by template",
                        "- id: a\n  model: '{{ x }}'\n  prompt: hi\n",
                        "ERROR unresolved-reference 4:14"),
                steps(
                        "a budget",
                        "- id: a\n  model: {preferred: openai/gpt, max_cost_usd: 1}\n  prompt: hi\n",
                        "ERROR not-supported-yet 4:34"),
                steps("no prompt", "- id: a\n  model: openai/gpt\n", "ERROR missing-parameter 3:3"),
                steps(
                        "no schema",
                        "- id: a\n  action: generate_structured\n  model: openai/gpt\n  prompt: hi\n",
                        "ERROR missing-parameter 3:3"));
    }

    static Stream<Broken> references() {
        return Stream.of(
                command("an unknown name", "echo {{ wrd }}", "ERROR unresolved-reference 5:34"),
                command("an unknown input", "echo {{ inputs.wrd }}", "ERROR unresolved-reference 5:34"),
                command("an unknown field of execution", "{{ execution.day }}", "ERROR unresolved-reference 5:29"),
                command(
                        "an unknown name under default",
                        "{{ wrd | default('x') }}",
                        "WARNING unresolved-reference 5:29"),
                command("its own result", "{{ a.result }}", "ERROR self-reference 5:29"),
                command("outputs in a step", "{{ outputs.x }}", "ERROR unresolved-reference 5:29"),
                command("an open brace", "echo {{ word", "ERROR template-syntax 5:33"),
                command("an unknown filter", "{{ word | nofilter }}", "ERROR template-syntax 5:36"),
                command("a forbidden attribute", "{{ word.__class__ }}", "ERROR template-forbidden 5:34"),
                steps(
                        "a name in a block of text",
                        "- id: a\n  tool: terminal\n  parameters:\n    command: |\n      echo one\n      echo {{ two }}\n",
                        "ERROR unresolved-reference 8:15"),
                steps(
                        "a name in a condition",
                        "- id: a\n  tool: terminal\n  if: size > 3\n  parameters: {command: x}\n",
                        "ERROR unresolved-reference 5:7"),
                steps(
                        "a hyphen in a step's id",
                        RUN.replace("a,", "web-search,")
                                + "- id: b\n  tool: terminal\n  parameters: {command: '{{ web-search.result }}'}\n",
                        "ERROR unresolved-reference 6:29"),
                steps(
                        "an unknown name in an output",
                        RUN + "outputs: {x: '{{ b.result }}', y: '{{ outputs.z }}'}\n",
                        "ERROR unresolved-reference 4:18",
                        "ERROR unresolved-reference 4:39"),
                steps(
                        "an empty condition",
                        "- id: a\n  tool: terminal\n  if: ''\n  parameters: {command: x}\n",
                        "ERROR bad-value 5:7"),
                steps(
                        "an output before the one it reads",
                        RUN + "outputs: {x: '{{ outputs.y }}', y: '{{ outputs.x }}'}\n",
                        "ERROR unresolved-reference 4:18"),
                steps(
                        "the attempt in an output",
                        RUN + "outputs: {x: '{{ attempt }}'}\n",
                        "ERROR unresolved-reference 4:18"),
                steps("a step that cannot be read", RUN.replace("a,", "step,"), "WARNING name-hidden 3:8"),
                broken(
                        "a step that hides an input",
                        "id: w\ninputs: {a: 1}\nsteps:\n" + RUN,
                        "WARNING name-hidden 4:8"));
    }

    /** Its command starts in line 5, column 26, after the quote. */
    private static Broken command(String what, String command, String... expected) {
        var parameters = "  parameters: {command: \"" + command + "\"}\nid: w\n";
        return broken(what, "inputs: {word: x}\nsteps:\n- id: a\n  tool: terminal\n" + parameters, expected);
    }

    static Stream<Broken> flow() {
        return Stream.of(
                steps("an unknown dependency", jump("a", "depends_on: [b]"), "ERROR unknown-step 4:16"),
                steps(
                        "an unknown dependency in a comma list",
                        jump("a", "depends_on: b, c"),
                        "ERROR unknown-step 4:15",
                        "ERROR unknown-step 4:15"),
                steps("its own dependency", jump("a", "dependencies: a"), "ERROR self-reference 4:17"),
                steps(
                        "a cycle",
                        jump("a", "depends_on: c") + jump("b", "depends_on: a") + jump("c", "depends_on: b"),
                        "ERROR cycle 3:7"),
                steps(
                        "a cycle by a template",
                        jump("a", "depends_on: b") + jump("b", "if: a.success"),
                        "ERROR cycle 3:7"),
                steps("an unknown target", jump("a", "on_success: b"), "ERROR unknown-step 4:15"),
                steps("an unknown target of a failure", jump("a", "on_failure: contine"), "ERROR unknown-step 4:15"),
                steps("a jump to itself", jump("a", "on_failure: a"), "ERROR backward-jump 4:15"),
                steps(
                        "a jump backward",
                        jump("a", "timeout: 1") + jump("b", "on_success: a"),
                        "ERROR backward-jump 8:15"),
                steps(
                        "a jump to what it waits for",
                        jump("a", "on_success: b\n  depends_on: b") + jump("b", "timeout: 1"),
                        "ERROR backward-jump 3:7"),
                steps(
                        "on_false without a condition",
                        jump("a", "on_false: b") + jump("b", "timeout: 1"),
                        "WARNING ignored-key 4:3"),
                steps("two conditions", jump("a", "if: 'true'\n  when: 'false'"), "ERROR conflicting-keys 5:3"));
    }

    private static String jump(String id, String key) {
        return """
            - id: %s
              %s
              tool: terminal
              parameters: {command: x}
            """.formatted(id, key);
    }

    static Stream<Broken> limits() {
        return Stream.of(
                steps("a timeout of zero", jump("a", "timeout: 0"), "ERROR bad-value 4:12"),
                steps("a timeout in words", jump("a", "timeout: soon"), "ERROR bad-value 4:12"),
                steps("a timeout too long", jump("a", "timeout: 31d"), "ERROR bad-value 4:12"),
                steps("no attempts", jump("a", "retry: {max_attempts: 0}"), "ERROR wrong-type 4:25"),
                steps("an unknown kind of failure", jump("a", "retry: {retry_on: [netwrk]}"), "ERROR bad-value 4:22"),
                steps("an unknown key of retry", jump("a", "retry: {attempts: 2}"), "WARNING unknown-key 4:11"),
                steps("retry twice", jump("a", "retry: 2\n  max_retries: 3"), "ERROR conflicting-keys 5:3"),
                steps("a bad queue", jump("a", "queue: My Queue"), "ERROR bad-value 4:10"),
                steps("a bad priority of a step", jump("a", "priority: 10"), "ERROR wrong-type 4:13"),
                steps("exclusive delivery", jump("a", "delivery: exclusive"), "ERROR not-supported-yet 4:13"),
                steps("an unknown delivery", jump("a", "delivery: once"), "ERROR bad-value 4:13"));
    }

    /** Its command stands in line 6 from column 40, in the only step of a loop. */
    private static Broken body(String what, String command, String... expected) {
        var body = "  steps:\n  - {id: b, tool: terminal, parameters: {command: \"" + command + "\"}}\n";
        return steps(what, "- id: a\n  for_each: [1, 2]\n" + body, expected);
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
                steps("two names", "- id: a\n  emit: {event: x, topic: y}\n", "ERROR conflicting-keys 4:20"),
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

    static Stream<Broken> calls() {
        return Stream.of(
                steps("a bad name", "- id: a\n  workflow: my report\n", "ERROR bad-value 4:13"),
                steps("a bad version", "- id: a\n  workflow: report@1\n", "ERROR bad-value 4:13"),
                steps(
                        "inputs twice",
                        "- id: a\n  workflow: report\n  inputs: {b: 1}\n  parameters: {b: 1}\n",
                        "ERROR conflicting-keys 6:3"),
                steps("inputs of a tool", jump("a", "inputs: {b: 1}"), "WARNING ignored-key 4:3"),
                steps(
                        "the tool without a pipeline",
                        "- id: a\n  tool: pipeline-executor\n  parameters: {inputs: {}}\n",
                        "ERROR missing-parameter 5:3"),
                steps(
                        "the tool with an empty pipeline",
                        "- id: a\n  tool: pipeline-executor\n  parameters: {pipeline: }\n",
                        "ERROR missing-parameter 5:3"),
                steps(
                        "a flag in words",
                        "- id: a\n  workflow: b\n  wait_for_completion: perhaps\n",
                        "ERROR wrong-type 5:24"));
    }

    static Stream<Broken> files() {
        return Stream.of(
                steps(
                        "an ending of another format",
                        jump("a", "location: a.csv\n  format: json"),
                        "ERROR inconsistent-output 4:3"),
                steps(
                        "a product of another format",
                        jump("a", "produces: markdown-file\n  location: a.json"),
                        "ERROR inconsistent-output 5:3"),
                steps("an unknown format", jump("a", "location: a\n  format: jsn"), "ERROR bad-value 5:11"),
                steps("a size in words", jump("a", "location: a\n  size_limit: big"), "ERROR wrong-type 5:15"),
                steps("a size alone", jump("a", "size_limit: 5MB"), "WARNING ignored-key 4:3"),
                steps(
                        "its own result in its file's name",
                        jump("a", "location: '{{ a.result.stdout }}.txt'"),
                        "ERROR self-reference 4:17"),
                steps(
                        "the file of a step without a worker",
                        "- {id: a, set: {b: 1}, location: a.json, output_schema: {type: object}}\n",
                        "WARNING ignored-key 3:24",
                        "WARNING ignored-key 3:42"),
                steps(
                        "a secret that no worker gets",
                        "- {id: a, set: {b: '${secret:x}'}}\n",
                        "ERROR secret-misplaced 3:20"),
                steps(
                        "a secret in a file's name",
                        jump("a", "location: 'a-${secret:x}.txt'"),
                        "ERROR secret-misplaced 4:13"),
                steps("what only a tool can write", jump("a", "location: a.pdf"), "INFO tool-writes 4:13"));
    }

    static Stream<Broken> words() {
        return Stream.of(
                steps(
                        "what nothing tells of a model",
                        "- {id: a, model: openai/gpt, prompt: hi, requires_model: {expertise: high}}\n"),
                steps(
                        "what nothing tells of any model",
                        "- {id: a, prompt: hi, requires_model: {min_size: 7B, expertise: high}}\n",
                        "INFO model-chosen 3:3",
                        "WARNING requirement-unchecked 3:39"),
                steps(
                        "a size of a model in words",
                        "- {id: a, prompt: hi, requires_model: {min_size: big, preferred: llama3.2}}\n",
                        "ERROR bad-value 3:50"),
                steps("a debug without a message", "- {id: a, action: debug}\n", "ERROR missing-parameter 3:3"),
                broken(
                        "a handler in words without a model",
                        "id: w\nmodel: none/x\nsteps:\n- {id: a, action: compare them}\n",
                        "ERROR model-not-configured 2:8"));
    }

    static Stream<Broken> unsupported() {
        return Stream.of(
                steps("an agent", "- id: a\n  agent: {model: x}\n", "ERROR not-supported-yet 4:3"),
                steps("a signal", "- id: a\n  signal: go\n", "ERROR not-supported-yet 4:3"),
                steps("a step's finally in words", jump("a", "finally: tidy up"), "ERROR wrong-type 4:12"),
                steps("a cache", jump("a", "cache: {ttl: 1h}"), "ERROR not-supported-yet 4:3"),
                steps("a limit in words", jump("a", "rate_limit: seldom"), "ERROR bad-value 4:15"),
                steps("a limit of nothing", jump("a", "rate_limit: 0/s"), "ERROR bad-value 4:15"),
                steps("a limit without calls", jump("a", "rate_limit: {per: 1m}"), "ERROR missing-parameter 4:15"),
                steps("a limit in no time", jump("a", "rate_limit: {calls: 1, per: 0}"), "ERROR bad-value 4:31"),
                steps("a limit of a wait", "- {id: a, wait: 1, rate_limit: 1/s}\n", "WARNING ignored-key 3:20"),
                steps("a key of a wait", "- {id: a, wait: 1, idempotency_key: b}\n", "WARNING ignored-key 3:20"),
                steps("a secret with a space", jump("a", "secrets: [my key]"), "ERROR bad-value 4:13"),
                steps("a secret in our variable", jump("a", "secrets: {ORCHESTRATOR_X: b}"), "ERROR bad-value 4:29"),
                steps("a workflow inside without steps", "- id: a\n  workflow: {steps: []}\n", "ERROR no-steps 4:21"),
                steps("a workflow's file", "- id: a\n  workflow: b.yaml\n", "ERROR workflow-file 4:13"),
                steps(
                        "a loop's variable without a loop",
                        "- id: a\n  set: {c: 1}\n  scope: loop\n",
                        "ERROR bad-value 5:10"),
                steps("max_parallel alone", jump("a", "max_parallel: 2"), "WARNING unknown-key 4:3"),
                steps("an AUTO tag", "- id: a\n  action: <AUTO>do it</AUTO>\n", "ERROR auto-unresolved 4:11"),
                steps(
                        "an AUTO tag that is no YAML",
                        "- id: a\n  action: <AUTO>do: it</AUTO>\n",
                        "ERROR auto-unresolved 4:11"),
                steps(
                        "a file inclusion",
                        "- id: a\n  model: openai/gpt\n  prompt: 'x {{ file:a.md }}'\n",
                        "ERROR include-unresolved 5:14"));
    }
}
