package io.orchestrator.compile;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.auto.AutoSteps;
import io.orchestrator.compile.auto.TagMask;
import io.orchestrator.compile.document.DocumentReader;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.document.Source;
import io.orchestrator.compile.pipeline.PipelineDialect;
import io.orchestrator.plan.Plan;
import java.util.List;
import java.util.Optional;

/** Compiles the text of a document, YAML or JSON, to a plan. Pure, total, thread-safe. */
public final class Compiler {

    private static final Place FIRST_LINE = new Place(1, 1);

    private final PipelineDialect pipelines;
    private final List<String> models;

    /**
     * @param tools what steps can call
     * @param models what model steps can name
     */
    public Compiler(ToolCatalog tools, ModelCatalog models) {
        pipelines = new PipelineDialect(tools, models.patterns());
        this.models = models.patterns();
    }

    /** {@link #compile(String, Optional)} in the dialect that the document's first line or its shape says. */
    public Compilation compile(String document) {
        return compile(document, Optional.empty());
    }

    /**
     * The plan or the errors that forbid it, and every warning; no text makes it throw.
     *
     * @param forced the document's language; empty: what the document says itself
     */
    public Compilation compile(String document, Optional<Dialect> forced) {
        var findings = new Findings(new Source(document));
        var plan = read(document, forced, findings).flatMap(root -> plan(root, new InnerWorkflows(this), findings));
        return new Compilation(findings.hasErrors() ? Optional.empty() : plan, findings.sorted());
    }

    /** The native document of a text. */
    static Optional<Node> read(String document, Optional<Dialect> forced, Findings findings) {
        var tags = TagMask.of(document, findings);
        return DocumentReader.read(tags.text(), findings)
                .map(tags::restore)
                .flatMap(root -> dialect(document, root, forced, findings).toNative(root, findings));
    }

    /** The plan of a native document. */
    Optional<Plan> plan(Node root, InnerWorkflows inner, Findings findings) {
        return pipelines.compile(AutoSteps.expand(root, models, findings), inner.of(root), findings);
    }

    private static Dialect dialect(String document, Node root, Optional<Dialect> forced, Findings findings) {
        if (forced.isPresent()) {
            return forced.get();
        }
        var declared = Dialect.declared(document);
        var known = declared.flatMap(Dialect::parse);
        if (declared.isPresent() && known.isEmpty()) {
            findings.error(
                    "unknown-dialect",
                    FIRST_LINE,
                    "there is no dialect '" + declared.get() + "'",
                    "write one of " + String.join(", ", Dialect.WORDS));
        }
        return known.orElseGet(() -> Dialect.of(root));
    }
}
