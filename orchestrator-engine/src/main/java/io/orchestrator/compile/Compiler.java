package io.orchestrator.compile;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.document.DocumentReader;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Source;
import io.orchestrator.compile.pipeline.PipelineDialect;
import java.util.Optional;

/** Compiles the text of a document, YAML or JSON, to a plan. Pure, total, thread-safe. */
public final class Compiler {

    private final PipelineDialect pipelines;

    /**
     * @param tools what steps can call
     * @param models what model steps can name
     */
    public Compiler(ToolCatalog tools, ModelCatalog models) {
        pipelines = new PipelineDialect(tools, models.patterns());
    }

    /** The plan or the errors that forbid it, and every warning; no text makes it throw. */
    public Compilation compile(String document) {
        var findings = new Findings(new Source(document));
        var root = DocumentReader.read(document, findings);
        if (root.isEmpty()) {
            PipelineDialect.explain(document, findings);
        }
        var plan = root.flatMap(node -> pipelines.compile(node, findings));
        return new Compilation(findings.hasErrors() ? Optional.empty() : plan, findings.sorted());
    }
}
