package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the steps of a list that others name as handlers of their errors: they leave the normal flow. */
final class HandlerIds {

    /** Data, in which the same words mean nothing. */
    private static final Set<String> DATA =
            Set.of("parameters", "inputs", "outputs", "set", "payload", "messages", "output_schema", "metadata");

    private static final Set<String> HANDLERS =
            Set.of("on_error", "error_handlers", "global_error_handlers", "compensate");

    private HandlerIds() {}

    /** The ids that one of the steps, or a step inside of one, names as a handler or compensation. */
    static Set<String> of(List<Node.Mapping> steps) {
        var found = new HashSet<String>();
        steps.forEach(step -> walk(step, found));
        return found;
    }

    /** The ids that a document's own handlers name. */
    static Set<String> ofDocument(List<Node> handlers) {
        var found = new HashSet<String>();
        handlers.forEach(handler -> named(handler, found));
        return found;
    }

    private static void walk(Node node, Set<String> found) {
        switch (node) {
            case Node.Mapping mapping ->
                mapping.entries().forEach((key, entry) -> {
                    if (HANDLERS.contains(key)) {
                        named(entry.node(), found);
                    }
                    if (!DATA.contains(key)) {
                        walk(entry.node(), found);
                    }
                });
            case Node.Sequence list -> list.items().forEach(item -> walk(item, found));
            case Node.Scalar scalar -> {}
        }
    }

    private static void named(Node handlers, Set<String> found) {
        switch (handlers) {
            case Node.Scalar scalar -> found.add(scalar.text().strip());
            case Node.Sequence list -> list.items().forEach(item -> named(item, found));
            case Node.Mapping mapping ->
                HandlerReader.STEP.stream()
                        .flatMap(key -> mapping.get(key).stream())
                        .forEach(id -> named(id, found));
        }
    }
}
