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
                input("sensitive", "x: {type: string, sensitive: true}", "ERROR not-supported-yet 3:21"),
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
                steps("prose", "- id: a\n  action: write the file\n", "ERROR unknown-action 4:11"),
                steps(
                        "an unknown key",
                        "- id: a\n  tool: terminal\n  parameter: {}\n  parameters: {command: x}\n",
                        "WARNING unknown-key 5:3"),
                steps(
                        "an ignored key",
                        "- id: a\n  tool: terminal\n  parameters: {command: x}\n  produces: x\n",
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
                steps("no model", "- id: a\n  prompt: hi\n", "ERROR no-model 3:3"),
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
                        "ERROR not-supported-yet 4:10"),
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

    static Stream<Broken> unsupported() {
        return Stream.of(
                steps(
                        "for_each",
                        "- id: a\n  for_each: '{{ items }}'\n  max_parallel: 2\n  steps:\n  - {id: b}\n",
                        "ERROR not-supported-yet 4:3"),
                steps(
                        "while",
                        "- id: a\n  while: x\n  steps: []\n  max_iterations: 3\n",
                        "ERROR not-supported-yet 4:3"),
                steps("goto", jump("a", "goto: b"), "ERROR not-supported-yet 4:3"),
                steps("on_error", jump("a", "on_error: b"), "ERROR not-supported-yet 4:3"),
                steps("wait", "- id: a\n  wait: {for: 10m}\n", "ERROR not-supported-yet 4:3"),
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
