package io.orchestrator.compile.ucop;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.model.Value;
import java.util.List;
import java.util.Optional;

/** Turns UCOP's documents into native ones. */
public final class UcopDocuments {

    private UcopDocuments() {}

    /** Whether the document has the shape of one of UCOP's workflows. */
    public static boolean fits(Node root) {
        if (!(root instanceof Node.Mapping document)) {
            return false;
        }
        return is(document, "workflows", Node.Mapping.class)
                || is(document, "profiles", Node.Mapping.class)
                || document.get("steps").filter(UcopDocuments::isStepsByName).isPresent()
                || document.get("pipeline").filter(UcopDocuments::isAgentList).isPresent()
                || document.get("steps").filter(UcopDocuments::namesAgents).isPresent();
    }

    private static boolean is(Node.Mapping document, String key, Class<? extends Node> type) {
        return document.get(key).filter(type::isInstance).isPresent();
    }

    private static boolean isStepsByName(Node node) {
        return node instanceof Node.Mapping steps
                && !steps.entries().isEmpty()
                && steps.entries().values().stream()
                        .allMatch(entry -> entry.node() instanceof Node.Mapping
                                || entry.node().value() == Value.Null.NULL);
    }

    private static boolean isAgentList(Node node) {
        return node instanceof Node.Sequence list
                && !list.items().isEmpty()
                && list.items().stream().allMatch(Node.Scalar.class::isInstance);
    }

    /** A native step's agent is a mapping; UCOP's is a name. */
    private static boolean namesAgents(Node node) {
        return node instanceof Node.Sequence list
                && list.items().stream()
                        .anyMatch(item -> item instanceof Node.Mapping step
                                && List.of("agent", "agent_id").stream()
                                        .anyMatch(key -> is(step, key, Node.Scalar.class)));
    }

    /**
     * The native document of one workflow.
     *
     * @param wanted which of the document's workflows; empty leaves it to the document
     * @return empty where {@code findings} says why there is none
     */
    public static Optional<Node> toPipeline(Node root, String wanted, Findings findings) {
        if (!(root instanceof Node.Mapping document)) {
            findings.error("wrong-type", root.place(), "a UCOP document is a mapping, not " + root.kind());
            return Optional.empty();
        }
        return new WorkflowChoice(document, findings)
                .choose(wanted)
                .map(chosen -> new WorkflowDraft(document, chosen, findings).write());
    }
}
