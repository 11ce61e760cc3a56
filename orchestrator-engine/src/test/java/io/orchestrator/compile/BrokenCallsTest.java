package io.orchestrator.compile;

import static io.orchestrator.compile.Broken.broken;
import static io.orchestrator.compile.Broken.jump;
import static io.orchestrator.compile.Broken.steps;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What steps call and what they make: tools, models, other workflows, files, and the words for them. */
class BrokenCallsTest {

    @ParameterizedTest
    @MethodSource({"tools", "models", "calls", "files", "words"})
    void findsEveryProblemWithItsPlaceWhenTheDocumentIsBroken(Broken broken) {
        Broken.check(broken);
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
                steps("a budget", "- id: a\n  model: {preferred: openai/gpt, max_cost_usd: 0.05}\n  prompt: hi\n"),
                steps(
                        "a budget in words",
                        "- id: a\n  model: {preferred: openai/gpt, max_cost_usd: little}\n  prompt: hi\n",
                        "ERROR bad-value 4:34"),
                steps(
                        "a budget below nothing",
                        "- id: a\n  model: {preferred: openai/gpt, max_cost_usd: -1}\n  prompt: hi\n",
                        "ERROR bad-value 4:34"),
                steps("no prompt", "- id: a\n  model: openai/gpt\n", "ERROR missing-parameter 3:3"),
                steps(
                        "no schema",
                        "- id: a\n  action: generate_structured\n  model: openai/gpt\n  prompt: hi\n",
                        "ERROR missing-parameter 3:3"));
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
}
