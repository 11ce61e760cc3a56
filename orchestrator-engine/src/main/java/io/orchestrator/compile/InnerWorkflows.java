package io.orchestrator.compile;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.document.Source;
import io.orchestrator.compile.pipeline.step.InnerCompiler;
import io.orchestrator.json.Json;
import io.orchestrator.model.Finding;
import io.orchestrator.model.Value;
import io.orchestrator.plan.StepAction;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Compiles the workflows inside of a document: each becomes a document of its own, in JSON, which the step's job then runs.
 * One a compilation; what stands in several places, as the steps of an error handler do, is compiled once.
 */
final class InnerWorkflows implements InnerCompiler {

    /** How deep workflows can stand in each other. */
    static final int MAX_DEPTH = 5;

    /** The longest id of a workflow. */
    private static final int MAX_ID = 90;

    /** The finding that a client mends at its place. */
    private static final String FILE = "workflow-file";

    private static final String DEFAULTS = "defaults";
    private static final String SANITIZE = "sanitize_output";

    private final Compiler compiler;
    private final int depth;
    private final Map<Node, Map<Call, Optional<StepAction.Inline>>> known;

    /** What the document around says for the text of its models. */
    private final Optional<Node> sanitized;

    InnerWorkflows(Compiler compiler) {
        this(compiler, 0, new IdentityHashMap<>(), Optional.empty());
    }

    private InnerWorkflows(
            Compiler compiler,
            int depth,
            Map<Node, Map<Call, Optional<StepAction.Inline>>> known,
            Optional<Node> sanitized) {
        this.compiler = compiler;
        this.depth = depth;
        this.known = known;
        this.sanitized = sanitized;
    }

    /** Of the workflows inside of this native document. */
    InnerWorkflows of(Node document) {
        var defaults = document instanceof Node.Mapping mapping ? mapping.get(DEFAULTS) : Optional.<Node>empty();
        var said = defaults.orElse(null) instanceof Node.Mapping keys ? keys.get(SANITIZE) : Optional.<Node>empty();
        return new InnerWorkflows(compiler, depth, known, said);
    }

    @Override
    public Optional<StepAction.Inline> compile(Node written, Call call, Findings findings) {
        if (depth == MAX_DEPTH) {
            findings.error(
                    "document-too-large",
                    written.place(),
                    "workflows stand in each other more than " + MAX_DEPTH + " deep",
                    "publish it, and write its id and version here");
            return Optional.empty();
        }
        var calls = known.computeIfAbsent(written, node -> new HashMap<>());
        var before = calls.get(call);
        if (before != null) {
            return before;
        }
        var compiled = written instanceof Node.Scalar text
                ? ofText(text, call, findings)
                : Dialect.of(written).toNative(written, findings).flatMap(root -> ofTree(root, call, findings));
        calls.put(call, compiled);
        return compiled;
    }

    private Optional<StepAction.Inline> ofTree(Node root, Call call, Findings findings) {
        var document = root instanceof Node.Mapping mapping ? completed(mapping, call) : root;
        return compiler.plan(document, new InnerWorkflows(compiler, depth + 1, known, Optional.empty()), findings)
                .map(plan -> new StepAction.Inline(plan.key(), Json.write(document.value())));
    }

    // ---- the text of a document

    private Optional<StepAction.Inline> ofText(Node.Scalar text, Call call, Findings findings) {
        var own = new Findings(new Source(text.text()));
        var compiled = Compiler.read(text.text(), Optional.empty(), own).flatMap(root -> ofTree(root, call, own));
        own.sorted().forEach(finding -> report(finding, text, findings));
        return compiled;
    }

    private static void report(Finding finding, Node.Scalar text, Findings findings) {
        var place = findings.full() ? text.place() : place(finding, text, findings);
        var exact = !place.equals(text.place());
        var message = exact ? finding.message() : "inside, line " + finding.line() + ": " + finding.message();
        var code = exact || !finding.code().equals(FILE) ? finding.code() : "bad-value";
        switch (finding.severity()) {
            case ERROR -> findings.error(code, place, message, finding.hint());
            case WARNING -> findings.warning(code, place, message, finding.hint());
            case INFO -> findings.info(code, place, message, finding.hint());
        }
    }

    /** Where it is in the document, where the text stands there as it is. */
    private static Place place(Finding finding, Node.Scalar text, Findings findings) {
        var lines = text.text().split("\n", -1);
        if (finding.line() < 1 || finding.line() > lines.length) {
            return text.place();
        }
        var offset = 0;
        for (var i = 0; i < finding.line() - 1; i++) {
            offset += lines[i].length() + 1;
        }
        var line = lines[finding.line() - 1];
        var column = Math.clamp(finding.column() - 1L, 0, line.codePointCount(0, line.length()));
        return findings.source().locate(text, offset + line.offsetByCodePoints(0, column));
    }

    // ---- what the step adds

    /** With an id, a declaration of every input that it is given, and what the document around says of models' texts. */
    private Node.Mapping completed(Node.Mapping document, Call call) {
        var entries = new LinkedHashMap<>(document.entries());
        var none = new Node.Mapping(Map.of(), document.place());
        if (sanitized.isPresent() && document.get(DEFAULTS).orElse(none) instanceof Node.Mapping defaults) {
            var all = defaults.has(SANITIZE) ? defaults : defaults.with(SANITIZE, sanitized.get());
            entries.put(DEFAULTS, new Node.Entry(document.placeOf(DEFAULTS), all));
        }
        if (!document.has("id") && !document.has("name")) {
            var id = call.name().substring(0, Math.min(call.name().length(), MAX_ID));
            entries.put("id", entry(Value.of(id), id, document.place()));
        }
        var inputs = document.get("inputs").orElseGet(() -> new Node.Mapping(Map.of(), document.place()));
        var undeclared = new TreeSet<>(call.given());
        for (var key : new String[] {"inputs", "parameters"}) {
            if (document.get(key).orElse(null) instanceof Node.Mapping declared) {
                undeclared.removeAll(declared.entries().keySet());
            }
        }
        if (inputs instanceof Node.Mapping declared && !undeclared.isEmpty()) {
            var all = new LinkedHashMap<>(declared.entries());
            undeclared.forEach(name -> all.put(name, new Node.Entry(declared.place(), anything(declared.place()))));
            entries.put("inputs", new Node.Entry(document.placeOf("inputs"), new Node.Mapping(all, declared.place())));
        }
        return new Node.Mapping(entries, document.place());
    }

    private static Node anything(Place place) {
        return new Node.Mapping(Map.of("type", entry(Value.of("any"), "any", place)), place);
    }

    private static Node.Entry entry(Value value, String text, Place place) {
        return new Node.Entry(place, new Node.Scalar(value, text, false, place));
    }
}
