package io.orchestrator.compile.auto;

import io.orchestrator.compile.document.Node;

/** Where a workflow stands inside of another one's step: its tags are its own. */
public final class InnerDocuments {

    private InnerDocuments() {}

    /** Whether the value of the key is a workflow. */
    public static boolean at(String key, Node node) {
        return switch (key) {
            case "workflow" -> node instanceof Node.Mapping || isText(node);
            case "pipeline" -> (node instanceof Node.Mapping mapping && mapping.has("steps")) || isText(node);
            default -> false;
        };
    }

    private static boolean isText(Node node) {
        return node instanceof Node.Scalar scalar && scalar.text().strip().contains("\n");
    }
}
