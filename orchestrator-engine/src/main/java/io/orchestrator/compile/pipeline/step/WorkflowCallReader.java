package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.TemplateReader;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Value;
import io.orchestrator.plan.StepAction;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the call of another workflow: {@code workflow}, and the pipeline format's tool for it. */
final class WorkflowCallReader {

    /** The pipeline format's tool. */
    static final String TOOL = "pipeline-executor";

    /** The code of a finding that a client mends: it publishes the file, and writes its id and version in its place. */
    private static final String FILE = "workflow-file";

    private static final Pattern NAME =
            Pattern.compile("[A-Za-z][A-Za-z0-9_-]*(@[0-9]+\\.[0-9]+\\.[0-9]+([-+][0-9A-Za-z.+-]+)?)?");

    /** One template and nothing around it. */
    private static final Pattern WHOLE =
            Pattern.compile("\\{\\{(?:(?!}}|\\{\\{|\\{%).)*}}|\\$\\{[^{}]*}", Pattern.DOTALL);

    private static final String WAITS = "wait_for_completion";

    static final Vocabulary PARAMETERS = Vocabulary.of(
            TOOL,
            Set.of(
                    "pipeline",
                    "inputs",
                    "inherit_context",
                    WAITS,
                    "timeout",
                    "output_mapping",
                    "error_handling",
                    "retry_count",
                    "retry_delay"));

    private static final List<String> POLICIES = List.of("fail", "continue", "skip", "retry");

    private final InnerCompiler inner;

    WorkflowCallReader(InnerCompiler inner) {
        this.inner = inner;
    }

    Optional<StepAction> read(OpenStep step) {
        var fields = step.fields();
        if (fields.has("inputs") && fields.has("parameters")) {
            LoopReader.conflict(fields, "inputs", "parameters");
        }
        var inputs = fields.mapping("inputs").or(() -> fields.mapping("parameters"));
        var mapped = fields.mapping("outputs").map(WorkflowCallReader::paths);
        var waits = fields.flag(WAITS).orElse(true);
        return fields.node("workflow")
                .flatMap(node -> called(node, new InnerCompiler.Call(step.id(), names(inputs)), step))
                .map(called -> new StepAction.CallWorkflow(
                        called,
                        inputs.map(step.templates()::value).orElse(ValueTemplate.EMPTY),
                        mapped.orElse(Value.EMPTY),
                        Set.of(),
                        waits));
    }

    private static Set<String> names(Optional<Node.Mapping> inputs) {
        return inputs.map(mapping -> mapping.entries().keySet()).orElse(Set.of());
    }

    /** Name to path; braces around a path change nothing. */
    private static Value.Dict paths(Node.Mapping outputs) {
        var paths = new LinkedHashMap<String, Value>();
        outputs.entries().forEach((name, entry) -> {
            if (entry.node() instanceof Node.Scalar scalar) {
                var path = scalar.text().strip().replaceAll("^(?:\\$\\{|\\{\\{)\\s*|\\s*(?:}}|})$", "");
                paths.put(name, Value.of(path.startsWith("outputs.") ? path.substring("outputs.".length()) : path));
            }
        });
        return Value.of(paths);
    }

    // ---- the pipeline format's tool

    Optional<StepAction> readTool(OpenStep step) {
        var written = step.fields().mapping("parameters");
        if (written.isEmpty() || !new Fields(written.get(), step.findings()).has("pipeline")) {
            step.findings()
                    .error(
                            "missing-parameter",
                            step.fields().mapping().placeOf("parameters"),
                            "the tool '" + TOOL + "' needs the parameter 'pipeline'");
            return Optional.empty();
        }
        PARAMETERS.check(written.get(), step.findings());
        var parameters = new Fields(written.get(), step.findings());
        var waits = parameters.flag(WAITS).orElse(true);
        var inherited =
                parameters.flag("inherit_context").orElse(true) ? step.blocks().inputs() : Set.<String>of();
        var mapped = parameters.mapping("output_mapping").map(WorkflowCallReader::turned);
        var inputs = parameters.mapping("inputs");
        var given = new HashSet<>(names(inputs));
        given.addAll(inherited);
        return parameters
                .node("pipeline")
                .flatMap(node -> called(node, new InnerCompiler.Call(step.id(), given), step))
                .map(called -> new StepAction.CallWorkflow(
                        called,
                        inputs.map(step.templates()::value).orElse(ValueTemplate.EMPTY),
                        mapped.orElse(Value.EMPTY),
                        inherited,
                        waits));
    }

    /** There the child's output comes first, then the parent's name for it. */
    private static Value.Dict turned(Node.Mapping mapping) {
        var paths = new LinkedHashMap<String, Value>();
        mapping.entries().forEach((output, entry) -> {
            if (entry.node() instanceof Node.Scalar name) {
                paths.put(name.text().strip(), Value.of(output));
            }
        });
        return Value.of(paths);
    }

    /** The step's keys, and what the tool's parameters say in their place: timeout, retries, what follows a failure. */
    static Node.Mapping common(Node.Mapping step) {
        if (!(step.get("tool").orElse(null) instanceof Node.Scalar tool)
                || !tool.text().strip().equals(TOOL)
                || !(step.get("parameters").orElse(null) instanceof Node.Mapping parameters)) {
            return step;
        }
        Map<String, Node.Entry> entries = new LinkedHashMap<>(step.entries());
        parameters
                .get("timeout")
                .filter(node -> node.value() instanceof Value.Int seconds && seconds.value() > 0)
                .ifPresent(node -> entries.putIfAbsent("timeout", new Node.Entry(node.place(), node)));
        if (!step.has("retry") && !step.has("max_retries")) {
            retry(parameters).ifPresent(retry -> entries.put("retry", new Node.Entry(retry.place(), retry)));
        }
        parameters
                .get("error_handling")
                .filter(node -> node instanceof Node.Scalar word
                        && POLICIES.contains(word.text().strip()))
                .ifPresent(node -> entries.putIfAbsent("on_failure", new Node.Entry(node.place(), node)));
        return new Node.Mapping(entries, step.place());
    }

    private static Optional<Node> retry(Node.Mapping parameters) {
        Map<String, Node.Entry> retry = new LinkedHashMap<>();
        parameters
                .get("retry_count")
                .ifPresent(node -> retry.put("max_attempts", new Node.Entry(node.place(), atLeastOne(node))));
        parameters.get("retry_delay").ifPresent(node -> retry.put("initial", new Node.Entry(node.place(), node)));
        return retry.isEmpty() ? Optional.empty() : Optional.of(new Node.Mapping(retry, parameters.place()));
    }

    /** There no retry is written 0. */
    private static Node atLeastOne(Node count) {
        return count.value() instanceof Value.Int number && number.value() == 0
                ? new Node.Scalar(Value.of(1), "1", false, count.place())
                : count;
    }

    // ---- the other workflow

    private Optional<StepAction.Called> called(Node node, InnerCompiler.Call call, OpenStep step) {
        if (!(node instanceof Node.Scalar scalar)) {
            return inner.compile(node, call, step.findings()).map(inline -> inline);
        }
        var text = scalar.text().strip();
        if (text.contains("\n") && !isWhole(text)) {
            return inner.compile(scalar, call, step.findings()).map(inline -> inline);
        }
        return named(scalar, text, step)
                .map(name -> new StepAction.Named(step.templates().text(name)));
    }

    /** Whether the text is one template, which gives a name or a document when the step runs. */
    private static boolean isWhole(String text) {
        return WHOLE.matcher(text).matches();
    }

    private static Optional<Node.Scalar> named(Node.Scalar scalar, String text, OpenStep step) {
        if (TemplateReader.isTemplate(text)) {
            return Optional.of(scalar);
        }
        if (text.endsWith(".yaml") || text.endsWith(".yml") || text.endsWith(".json")) {
            step.findings()
                    .error(
                            FILE,
                            scalar.place(),
                            "the workflow in the file '" + text + "' has not been published",
                            "orchestrator run, submit and publish do that for files of the document's folder; anywhere"
                                    + " else publish it, and write its id and version here");
            return Optional.empty();
        }
        if (!NAME.matcher(text).matches()) {
            step.findings()
                    .error(
                            "bad-value",
                            scalar.place(),
                            "'" + text + "' names no workflow",
                            "write id@version, as in report@1.2.0, id for the latest, or the workflow itself");
            return Optional.empty();
        }
        return Optional.of(scalar);
    }
}
