package io.orchestrator.compile.pipeline;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.model.Priority;
import io.orchestrator.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Compiles a pipeline document. Thread-safe. */
public final class PipelineDialect {

    /** Part of every plan's hash: changes when the same document comes to mean something else. */
    public static final String VERSION = "pipeline/1";

    /** The most steps of a document. */
    public static final int MAX_STEPS = 10_000;

    private static final Pattern STEP_ID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,127}");

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

    /** The plan; empty where {@code findings} has an error. */
    public Optional<Plan> compile(Node root, Findings findings) {
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
        var inputs = InputDeclarations.read(document);
        var drafts = steps(document);
        var outputs = Outputs.read(document);
        var names = new Names(inputs, drafts, outputs.names(), findings);
        names.checkShadows();
        var outputReferences = references(outputs, names, drafts.size());
        var sequence = sequence(document);
        if (drafts.isEmpty()) {
            return Optional.empty();
        }
        return new Linker(drafts, names, findings)
                .link(sequence)
                .map(steps -> new Plan(
                        title.id(),
                        title.name(),
                        title.version(),
                        PlanHash.of(VERSION, mapping.value()),
                        inputs,
                        steps,
                        outputs.templates(),
                        outputReferences,
                        priority));
    }

    private List<StepDraft> steps(Fields document) {
        var findings = document.findings();
        var list = document.sequence("steps");
        if (list.isEmpty() || list.get().items().isEmpty()) {
            findings.error("no-steps", document.place("steps"), "the workflow has no steps", "add steps: with a list");
            return List.of();
        }
        if (list.get().items().size() > MAX_STEPS) {
            findings.error(
                    "document-too-large",
                    list.get().place(),
                    "the workflow has " + list.get().items().size() + " steps; at most " + MAX_STEPS + " are run",
                    "split it");
            return List.of();
        }
        return read(list.get(), reader(document), findings);
    }

    private StepReader reader(Fields document) {
        var findings = document.findings();
        var defaults = StepDefaults.read(document);
        var modelCalls = new ModelCallReader(new ModelNames(models, findings), defaults, findings);
        var actions = new ActionReader(new ToolCallReader(tools, findings), modelCalls, findings);
        return new StepReader(defaults, actions, findings);
    }

    private static List<StepDraft> read(Node.Sequence list, StepReader reader, Findings findings) {
        var drafts = new ArrayList<StepDraft>();
        Map<String, Integer> lines = new HashMap<>();
        for (var item : list.items()) {
            if (!(item instanceof Node.Mapping mapping)) {
                findings.error("wrong-type", item.place(), "a step is a mapping, not " + item.kind());
                continue;
            }
            var name = name(new Fields(mapping, findings));
            var earlier = lines.putIfAbsent(name.id(), name.place().line());
            if (earlier != null && !name.id().isEmpty()) {
                findings.error(
                        "duplicate-step",
                        name.place(),
                        "the step '" + name.id() + "' is already in line " + earlier,
                        "give every step an id of its own");
            }
            drafts.add(reader.read(drafts.size(), name, mapping));
        }
        return drafts;
    }

    private static Named name(Fields step) {
        var id = step.text("id");
        var findings = step.findings();
        if (id.isEmpty()) {
            if (!step.has("id")) {
                findings.error("missing-id", step.mapping().place(), "the step has no id", "add id:");
            }
            return new Named("", step.mapping().place());
        }
        var place = step.place("id");
        if (StepReader.POLICIES.contains(id.get())) {
            findings.error(
                    "bad-id",
                    place,
                    "a step cannot be called '" + id.get() + "': on_failure reads the word as a policy",
                    "give it another id");
        } else if (!STEP_ID.matcher(id.get()).matches()) {
            findings.error(
                    "bad-id",
                    place,
                    "'" + id.get() + "' is no id for a step",
                    "use letters, digits, _ and -, a letter first");
        }
        return new Named(id.get(), place);
    }

    private static Linker.Sequence sequence(Fields document) {
        var mode = document.text("mode");
        if (mode.isEmpty()) {
            return Linker.Sequence.FREE;
        }
        if (!mode.get().equals("sequential")) {
            document.findings()
                    .error(
                            "bad-value",
                            document.place("mode"),
                            "'" + mode.get() + "' is no mode",
                            "write sequential, or leave it out");
        }
        return Linker.Sequence.CHAINED;
    }

    private static List<Integer> references(Outputs outputs, Names names, int steps) {
        var found = new TreeSet<Integer>();
        outputs.references().forEach(reference -> found.addAll(names.resolve(reference, steps)));
        return List.copyOf(found);
    }
}
