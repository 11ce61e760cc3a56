package io.orchestrator.compile.ucop;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.pipeline.field.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the workflows of a document and picks the one to run. */
final class WorkflowChoice {

    /** The name of the workflow that runs where none is asked for. */
    private static final String DEFAULT = "default";

    /** Where lists of agents are found; in UCOP's own file they stand, wrongly indented, under mesh. */
    private static final List<String> SECTIONS = List.of("workflows", "profiles", "mesh");

    private static final List<String> STEP_KEYS = List.of("steps", "agents", "pipeline");

    /**
     * One workflow.
     *
     * @param name its name among the document's; empty where the document is the workflow
     * @param place where it stands
     * @param header what it says besides its steps; empty where it is a bare list of agents
     * @param steps a list or a mapping
     */
    record Chosen(String name, Place place, Node.Mapping header, Node steps) {}

    private final Node.Mapping document;
    private final Findings findings;

    WorkflowChoice(Node.Mapping document, Findings findings) {
        this.document = document;
        this.findings = findings;
    }

    Optional<Chosen> choose(String wanted) {
        Keys.DOCUMENT.check(withoutLists(), findings);
        var all = candidates();
        var fields = new Fields(document, findings);
        var asked = wanted.isEmpty() ? fields.text("workflow").orElse("") : wanted;
        if (all.isEmpty()) {
            findings.error(
                    "no-steps",
                    document.place(),
                    "the document has no workflow",
                    "add workflows: or steps: or pipeline:");
            return Optional.empty();
        }
        if (!asked.isEmpty()) {
            return named(asked, all, fields);
        }
        if (all.size() > 1 && !all.containsKey(DEFAULT)) {
            findings.error(
                    "several-workflows",
                    document.place(),
                    "the document has the workflows " + String.join(", ", all.keySet()),
                    "say which: workflow: NAME at the top, or --dialect ucop:NAME");
            return Optional.empty();
        }
        return Optional.of(all.getOrDefault(DEFAULT, all.values().iterator().next()));
    }

    private Optional<Chosen> named(String asked, Map<String, Chosen> all, Fields fields) {
        var chosen = Optional.ofNullable(all.get(asked));
        if (chosen.isEmpty()) {
            findings.error(
                    "unknown-workflow",
                    fields.place("workflow"),
                    "the document has no workflow '" + asked + "'",
                    Spelling.nearest(asked, all.keySet().stream().sorted().toList())
                            .map(Fields::didYouMean)
                            .orElse("it has " + String.join(", ", all.keySet())));
        }
        return chosen;
    }

    /** The mesh section counts as known where it holds workflows. */
    private Node.Mapping withoutLists() {
        var holds = document.get("mesh")
                .filter(node -> node instanceof Node.Mapping mesh
                        && mesh.entries().values().stream().anyMatch(entry -> isList(entry.node())));
        return holds.isPresent() ? document.without(List.of("mesh")) : document;
    }

    private Map<String, Chosen> candidates() {
        var found = new LinkedHashMap<String, Chosen>();
        for (var section : SECTIONS) {
            if (document.get(section).orElse(null) instanceof Node.Mapping mapping) {
                mapping.entries().forEach((name, entry) -> {
                    var steps = steps(entry.node(), section);
                    if (steps.isPresent()) {
                        found.putIfAbsent(name, new Chosen(name, entry.key(), header(entry.node()), steps.get()));
                    } else if (section.equals("workflows")) {
                        notAWorkflow(name, entry);
                    }
                });
            }
        }
        if (found.isEmpty() || document.has("pipeline")) {
            stepsOf(document)
                    .ifPresent(steps -> found.putIfAbsent(DEFAULT, new Chosen("", document.place(), document, steps)));
        }
        return found;
    }

    private static boolean isList(Node node) {
        return node instanceof Node.Sequence;
    }

    /** A list of mappings under agents defines them. */
    private static boolean isNames(Node node) {
        return node instanceof Node.Sequence list && list.items().stream().allMatch(Node.Scalar.class::isInstance);
    }

    private static Node.Mapping header(Node node) {
        return node instanceof Node.Mapping mapping ? mapping : new Node.Mapping(Map.of(), node.place());
    }

    private static Optional<Node> steps(Node node, String section) {
        return switch (node) {
            case Node.Scalar scalar -> Optional.empty();
            case Node.Sequence list -> Optional.of(list);
            case Node.Mapping mapping -> section.equals("mesh") ? Optional.empty() : stepsOf(mapping);
        };
    }

    private static Optional<Node> stepsOf(Node.Mapping mapping) {
        var found = new ArrayList<Node>();
        for (var key : STEP_KEYS) {
            mapping.get(key)
                    .filter(node -> key.equals("steps") ? !(node instanceof Node.Scalar) : isNames(node))
                    .ifPresent(found::add);
        }
        return found.stream().findFirst();
    }

    /** Flags stand beside the workflows. */
    private void notAWorkflow(String name, Node.Entry entry) {
        if (entry.node() instanceof Node.Scalar) {
            Keys.WORKFLOW.check(new Node.Mapping(Map.of(name, entry), entry.key()), findings);
        } else {
            findings.error(
                    "no-steps",
                    entry.key(),
                    "the workflow '" + name + "' has no steps",
                    "add steps: or a list of agents");
        }
    }
}
