package io.orchestrator.compile.lunacore;

import io.orchestrator.compile.desugar.Draft;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns LunaCore's documents into native ones. */
public final class LunaCoreDocuments {

    /** Keys that hold the steps of {@code ExecutionOrchestrator.execute_plan}; the first that is there counts. */
    private static final List<String> PLANS = List.of("execute_plan", "plan", "steps");

    private static final List<String> HEADER =
            List.of("id", "name", "version", "description", "model", "inputs", "outputs", "priority", "metadata");
    private static final String UNNAMED = "plan";

    private static final Vocabulary DOCUMENT = new Vocabulary(
            "a plan",
            Set.of(
                    "id",
                    "name",
                    "version",
                    "model",
                    "inputs",
                    "outputs",
                    "priority",
                    "options",
                    "execute_plan",
                    "plan",
                    "steps",
                    "tasks"),
            Set.of("description", "metadata", "stable_hash", "$schema"),
            Map.of(
                    "namespace", "a step is known by its id",
                    "tenant_id", "write labels on the job",
                    "project_id", "write labels on the job",
                    "correlation_id", "the job's id correlates its events",
                    "max_workers", "workers decide how many steps run at once"),
            Map.of(),
            Map.of());

    private LunaCoreDocuments() {}

    /** Whether the document has the shape of a plan or of a task graph. */
    public static boolean fits(Node root) {
        return switch (root) {
            case Node.Scalar scalar -> false;
            case Node.Sequence list -> hasCallable(list);
            case Node.Mapping mapping ->
                mapping.has("execute_plan")
                        || mapping.get("tasks")
                                .filter(Node.Sequence.class::isInstance)
                                .isPresent()
                        || (mapping.has("components") && mapping.has("stages"))
                        || PLANS.stream()
                                .flatMap(key -> mapping.get(key).stream())
                                .anyMatch(LunaCoreDocuments::hasCallable);
        };
    }

    private static boolean hasCallable(Node node) {
        return node instanceof Node.Sequence list
                && list.items().stream().anyMatch(item -> item instanceof Node.Mapping step && step.has("callable"));
    }

    /** The native document; empty where {@code findings} says why there is none. */
    public static Optional<Node> toPipeline(Node root, Findings findings) {
        return switch (root) {
            case Node.Scalar scalar -> {
                findings.error("wrong-type", scalar.place(), "a plan is a list of steps, not " + scalar.kind());
                yield Optional.empty();
            }
            case Node.Sequence list -> Optional.of(list(new Node.Mapping(Map.of(), list.place()), list, findings));
            case Node.Mapping mapping -> document(mapping, findings);
        };
    }

    private static Optional<Node> document(Node.Mapping mapping, Findings findings) {
        if (mapping.has("components") && mapping.has("stages")) {
            findings.error(
                    "not-decomposed",
                    mapping.placeOf("stages"),
                    "stages have nothing to run: LunaCore's decomposer makes tasks of them first",
                    "write tasks:, each with params: {command: ...}, {tool: ...}, {callable: ...} or {prompt: ...}");
            return Optional.empty();
        }
        DOCUMENT.check(mapping, findings);
        var fields = new Fields(mapping, findings);
        if (fields.has("tasks")) {
            return fields.sequence("tasks").map(tasks -> graph(mapping, tasks, findings));
        }
        var key = PLANS.stream().filter(fields::has).findFirst();
        if (key.isEmpty()) {
            findings.error(
                    "no-steps", mapping.place(), "the plan has no steps", "add execute_plan: with a list, or tasks:");
            return Optional.empty();
        }
        return fields.sequence(key.get()).map(list -> list(mapping, list, findings));
    }

    private static Node list(Node.Mapping document, Node.Sequence steps, Findings findings) {
        var draft = header(document, findings).put("mode", Draft.text("sequential", steps.place()));
        return draft.put("steps", new PlanSteps(document, findings).read(steps)).node();
    }

    private static Node graph(Node.Mapping document, Node.Sequence tasks, Findings findings) {
        return header(document, findings)
                .put("steps", new TaskGraph(document, findings).read(tasks))
                .node();
    }

    private static Draft header(Node.Mapping document, Findings findings) {
        var draft = new Draft(document.place());
        HEADER.forEach(key -> draft.copy(key, document));
        if (!document.has("id") && !document.has("name")) {
            findings.info(
                    "name-made",
                    document.place(),
                    "the plan has no name and is called '" + UNNAMED + "'",
                    "write {name: ..., execute_plan: [...]}");
            draft.put("id", UNNAMED).put("name", UNNAMED);
        }
        return draft;
    }
}
