package io.orchestrator.compile.pipeline;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.draft.BlockDraft;
import io.orchestrator.compile.pipeline.draft.Opening;
import io.orchestrator.compile.pipeline.draft.StepTree;
import io.orchestrator.compile.pipeline.field.AutoTags;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Priorities;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.compile.pipeline.input.InputDeclarations;
import io.orchestrator.compile.pipeline.link.Linker;
import io.orchestrator.compile.pipeline.step.BlockReader;
import io.orchestrator.compile.pipeline.step.InnerCompiler;
import io.orchestrator.compile.pipeline.step.StepParts;
import io.orchestrator.model.Priority;
import io.orchestrator.plan.Block;
import io.orchestrator.plan.Durations;
import io.orchestrator.plan.InputSpec;
import io.orchestrator.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compiles a pipeline document. Thread-safe. */
public final class PipelineDialect {

    /** Part of every plan's hash: changes when the same document comes to mean something else. */
    public static final String VERSION = "pipeline/1";

    /** The most steps of a document. */
    public static final int MAX_STEPS = StepTree.MAX_STEPS;

    private final ToolCatalog tools;
    private final List<String> models;

    /**
     * @param tools what steps can call
     * @param models the configured models, {@code provider/model} or {@code provider/*}
     */
    public PipelineDialect(ToolCatalog tools, List<String> models) {
        this.tools = tools;
        this.models = List.copyOf(models);
    }

    /**
     * The plan; empty where {@code findings} has an error.
     *
     * @param inner compiles the workflows that stand inside
     */
    public Optional<Plan> compile(Node root, InnerCompiler inner, Findings findings) {
        if (!(root instanceof Node.Mapping mapping)) {
            findings.error(
                    "wrong-type", root.place(), "a workflow is a mapping with name and steps, not " + root.kind());
            return Optional.empty();
        }
        Vocabulary.DOCUMENT.check(mapping, findings);
        AutoTags.check(mapping, findings);
        var document = new Fields(mapping, findings);
        var title = Title.read(document);
        var priority = Priorities.read(document).orElse(Priority.NORMAL);
        var timeoutMs = timeout(document);
        var inputs = InputDeclarations.read(document);
        var parts = StepParts.create(document, tools, models, inner);
        var admittance = AdmittanceReader.read(document, parts.defaults().queue(), inputs);
        var reader = reader(document, inputs, parts);
        var steps = steps(document, reader);
        var cleanup = cleanup(document, reader);
        var outputs = Outputs.read(document);
        var linked = Linker.link(reader.tree(), inputs, outputs.names(), outputs.references(), findings);
        return linked.steps()
                .map(linkedSteps -> new Plan(
                        title.id(),
                        title.name(),
                        title.version(),
                        PlanHash.of(VERSION, mapping.value()),
                        inputs,
                        linkedSteps,
                        steps,
                        cleanup,
                        outputs.templates(),
                        linked.outputReferences(),
                        priority,
                        timeoutMs))
                .map(plan -> SearchMarks.mark(plan, document))
                .map(plan -> plan.admitted(admittance))
                .filter(plan -> !findings.hasErrors());
    }

    private static BlockReader reader(Fields document, List<InputSpec> inputs, StepParts parts) {
        return new BlockReader(
                parts,
                inputs.stream().map(InputSpec::name).collect(Collectors.toSet()),
                order(document),
                document.findings());
    }

    private static Block steps(Fields document, BlockReader reader) {
        var findings = document.findings();
        var list = document.sequence("steps");
        var items = list.map(Node.Sequence::items).orElse(List.of());
        var block = reader.read(Opening.of(BlockDraft.Kind.ROOT, order(document)), items);
        if (items.isEmpty()) {
            findings.error("no-steps", document.place("steps"), "the workflow has no steps", "add steps: with a list");
        } else if (block.steps().isEmpty() && !findings.hasErrors()) {
            findings.error(
                    "no-steps",
                    document.place("steps"),
                    "every step of the workflow only handles errors",
                    "add one that does something");
        }
        return block;
    }

    private static Block cleanup(Fields document, BlockReader reader) {
        return document.sequence("finally")
                .map(list -> reader.read(Opening.of(BlockDraft.Kind.CLEANUP, order(document)), list.items()))
                .orElse(Block.EMPTY);
    }

    private static long timeout(Fields document) {
        var node = document.node("timeout");
        if (node.isEmpty()) {
            return 0;
        }
        var millis = Durations.millis(node.get().value());
        if (millis.isEmpty() || millis.getAsLong() == 0) {
            document.findings()
                    .error(
                            "bad-value",
                            node.get().place(),
                            "'timeout' must be " + Durations.EXPECTED + ", and more than 0");
        }
        return millis.orElse(0);
    }

    private static BlockDraft.Order order(Fields document) {
        var mode = document.text("mode");
        if (mode.isEmpty()) {
            return BlockDraft.Order.FREE;
        }
        if (!mode.get().equals("sequential")) {
            document.findings()
                    .error(
                            "bad-value",
                            document.place("mode"),
                            "'" + mode.get() + "' is no mode",
                            "write sequential, or leave it out");
        }
        return BlockDraft.Order.CHAINED;
    }
}
