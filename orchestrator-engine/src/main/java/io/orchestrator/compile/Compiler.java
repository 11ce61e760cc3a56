package io.orchestrator.compile;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.auto.AutoSteps;
import io.orchestrator.compile.auto.TagMask;
import io.orchestrator.compile.document.DocumentReader;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Source;
import io.orchestrator.compile.pipeline.PipelineDialect;
import java.util.List;
import java.util.Optional;

/** Compiles the text of a document, YAML or JSON, to a plan. Pure, total, thread-safe. */
public final class Compiler {

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

    /** The plan or the errors that forbid it, and every warning; no text makes it throw. */
    public Compilation compile(String document) {
        var findings = new Findings(new Source(document));
        var tags = TagMask.of(document, findings);
        var root = DocumentReader.read(tags.text(), findings)
                .map(tags::restore)
                .map(node -> AutoSteps.expand(node, models, findings));
        var plan = root.flatMap(node -> pipelines.compile(node, findings));
        return new Compilation(findings.hasErrors() ? Optional.empty() : plan, findings.sorted());
    }
}
