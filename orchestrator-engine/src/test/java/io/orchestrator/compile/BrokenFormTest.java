package io.orchestrator.compile;

import static io.orchestrator.compile.Broken.RUN;
import static io.orchestrator.compile.Broken.broken;
import static io.orchestrator.compile.Broken.jump;
import static io.orchestrator.compile.Broken.steps;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no document, or no step: its text, its head, its inputs, its keys. */
class BrokenFormTest {

    @ParameterizedTest
    @MethodSource({"texts", "headers", "limits", "inputs", "kinds", "unsupported"})
    void findsEveryProblemWithItsPlaceWhenTheDocumentIsBroken(Broken broken) {
        Broken.check(broken);
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
                broken("outputs as a list", "id: w\noutputs: [a]\nsteps:\n" + RUN, "ERROR wrong-type 2:10"));
    }

    static Stream<Broken> limits() {
        return Stream.of(
                limit("no limit", "{key: a}", "ERROR missing-parameter 2:14"),
                limit("a limit of nothing", "{limit: 0}", "ERROR wrong-type 2:22"),
                limit("a list", "[1]", "ERROR wrong-type 2:14"),
                limit("an unknown key", "{limit: 1, max: 2}", "WARNING unknown-key 2:25"),
                limit("an empty key", "{limit: 1, key: ''}", "ERROR bad-value 2:30"),
                limit(
                        "a key that reads nothing",
                        "{limit: 1, key: '${inputs.whom}'}",
                        "ERROR unresolved-reference 2:33"),
                limit(
                        "a key that reads a step",
                        "{limit: 1, key: '{{ run.result }}'}",
                        "ERROR unresolved-reference 2:34"),
                limit("a broken key", "{limit: 1, key: '{{ inputs.'}", "ERROR template-syntax 2:33"),
                limit("an unknown answer", "{limit: 1, on_limit: cancel_oldst}", "ERROR bad-value 2:35"),
                broken("a bad queue", "id: w\nqueue: My Queue\nsteps:\n" + RUN, "ERROR bad-value 2:8"));
    }

    private static Broken limit(String name, String concurrency, String finding) {
        return broken(name, "id: w\nconcurrency: " + concurrency + "\ninputs: {who: a}\nsteps:\n" + RUN, finding);
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

    static Stream<Broken> unsupported() {
        return Stream.of(
                steps("a signal in a list", "- id: a\n  signal: [go]\n", "ERROR wrong-type 4:11"),
                steps("a signal without a name", "- id: a\n  signal: {key: b}\n", "ERROR missing-key 4:11"),
                steps(
                        "a signal that names no job, without a key",
                        "- id: a\n  signal: {name: go, correlate: true}\n",
                        "ERROR missing-key 4:11"),
                steps("a signal with a wrong time", "- {id: a, signal: go, timeout: soon}\n", "ERROR bad-value 3:32"),
                steps("a signal's unknown key", "- {id: a, signal: {name: go, kye: b}}\n", "WARNING unknown-key 3:30"),
                steps("a default without a signal", "- {id: a, wait: 1, default: 2}\n", "WARNING unknown-key 3:20"),
                steps("an approval of nothing", "- {id: a, approval: {content: b}}\n", "ERROR missing-key 3:21"),
                steps(
                        "an approval with a wrong flag",
                        "- {id: a, approval: {title: b, auto_approve: later}}\n",
                        "ERROR wrong-type 3:46"),
                steps(
                        "a tool for people without a question",
                        "- {id: a, tool: user-prompt}\n",
                        "ERROR missing-parameter 3:3"),
                steps(
                        "an answer of no type",
                        "- {id: a, tool: user-prompt, parameters: {prompt: b, input_type: nubmer}}\n",
                        "ERROR bad-value 3:66"),
                steps(
                        "an answer with a pattern that is none",
                        "- {id: a, tool: user-prompt, parameters: {prompt: b, validation_pattern: '['}}\n",
                        "ERROR bad-value 3:74"),
                steps("a step's finally in words", jump("a", "finally: tidy up"), "ERROR wrong-type 4:12"),
                steps("a limit in words", jump("a", "rate_limit: seldom"), "ERROR bad-value 4:15"),
                steps("a limit of nothing", jump("a", "rate_limit: 0/s"), "ERROR bad-value 4:15"),
                steps("a limit without calls", jump("a", "rate_limit: {per: 1m}"), "ERROR missing-parameter 4:15"),
                steps("a limit in no time", jump("a", "rate_limit: {calls: 1, per: 0}"), "ERROR bad-value 4:31"),
                steps("a limit of a wait", "- {id: a, wait: 1, rate_limit: 1/s}\n", "WARNING ignored-key 3:20"),
                steps("a key of a wait", "- {id: a, wait: 1, idempotency_key: b}\n", "WARNING ignored-key 3:20"),
                steps("a secret with a space", jump("a", "secrets: [my key]"), "ERROR bad-value 4:13"),
                steps("a secret in our variable", jump("a", "secrets: {ORCHESTRATOR_X: b}"), "ERROR bad-value 4:29"),
                steps("a cache without an end", jump("a", "cache: {key: k}"), "ERROR missing-key 4:10"),
                steps("a cache for no time", jump("a", "cache: 0"), "ERROR bad-value 4:10"),
                steps("a cache for ever", jump("a", "cache: true"), "ERROR bad-value 4:10"),
                steps(
                        "a cache by a secret",
                        jump("a", "cache: {key: 'k ${secret:x}', ttl: 1h}"),
                        "ERROR secret-misplaced 4:16"),
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

    private static Broken input(String what, String declaration, String... expected) {
        return broken("input: " + what, "id: w\ninputs:\n  " + declaration + "\nsteps:\n" + RUN, expected);
    }
}
