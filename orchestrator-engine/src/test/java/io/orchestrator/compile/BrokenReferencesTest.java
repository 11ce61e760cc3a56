package io.orchestrator.compile;

import static io.orchestrator.compile.Broken.RUN;
import static io.orchestrator.compile.Broken.broken;
import static io.orchestrator.compile.Broken.jump;
import static io.orchestrator.compile.Broken.steps;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What steps read and wait for, and the bounds of it. */
class BrokenReferencesTest {

    @ParameterizedTest
    @MethodSource({"references", "flow", "limits"})
    void findsEveryProblemWithItsPlaceWhenTheDocumentIsBroken(Broken broken) {
        Broken.check(broken);
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
                steps("an unknown delivery", jump("a", "delivery: once"), "ERROR bad-value 4:13"));
    }

    /** Its command starts in line 5, column 26, after the quote. */
    private static Broken command(String what, String command, String... expected) {
        var parameters = "  parameters: {command: \"" + command + "\"}\nid: w\n";
        return broken(what, "inputs: {word: x}\nsteps:\n- id: a\n  tool: terminal\n" + parameters, expected);
    }
}
