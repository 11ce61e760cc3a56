package io.orchestrator.compile.ucop;

import io.orchestrator.compile.desugar.Draft;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the native document of one workflow. */
final class WorkflowDraft {

    private static final List<String> ABORTS = List.of("fail", "abort", "stop");
    private static final String APPROVAL = "_approval";

    private final Node.Mapping document;
    private final WorkflowChoice.Chosen chosen;
    private final Findings findings;
    private final Agents agents;
    private final List<Node.Mapping> levels;

    WorkflowDraft(Node.Mapping document, WorkflowChoice.Chosen chosen, Findings findings) {
        this.document = document;
        this.chosen = chosen;
        this.findings = findings;
        agents = new Agents(document, findings);
        levels = List.of(chosen.header(), document);
    }

    Node write() {
        if (!chosen.name().isEmpty()) {
            Keys.WORKFLOW.check(chosen.header(), findings);
        }
        var steps = new StepList(agents, findings).read(chosen.steps());
        var order = new Order(steps, sections("dependencies"), findings);
        var sorted = order.sorted();
        var data = new DataNames(sorted, declared());
        var made = new ArrayList<Node>();
        steps.forEach(step -> made.addAll(steps(step, order, data)));

        var draft = new Draft(document.place());
        title(draft);
        first("model").ifPresent(node -> draft.put("model", node));
        first("priority").ifPresent(node -> draft.put("priority", node));
        draft.put("defaults", new Limits(levels, findings).defaults(chosen.place()));
        var outputs = outputs(sorted, data);
        draft.put("inputs", inputs(data));
        draft.put("steps", new Node.Sequence(made, chosen.steps().place()));
        return draft.put("outputs", outputs).node();
    }

    private void title(Draft draft) {
        var header = chosen.header();
        if (chosen.name().isEmpty()) {
            draft.copy("id", header).copy("name", header);
        } else {
            draft.copy("id", header).put("id", Draft.text(chosen.name(), chosen.place()));
            draft.copy("name", header);
        }
        draft.copy("description", header);
        var metadata = new Fields(header, findings).node("metadata");
        var version = header.get("version")
                .or(() -> metadata.filter(Node.Mapping.class::isInstance)
                        .map(Node.Mapping.class::cast)
                        .flatMap(mapping -> mapping.get("version")));
        version.ifPresent(node -> draft.put("version", threeNumbers(node)));
        metadata.ifPresent(node -> draft.put("metadata", node));
        if (chosen.name().isEmpty() && !header.has("id") && !header.has("name")) {
            findings.info(
                    "name-made", header.place(), "the workflow has no name and is called 'workflow'", "add name:");
            draft.put("id", "workflow");
        }
    }

    /** UCOP writes 1.0 or 1; a version has three numbers. */
    private static Node threeNumbers(Node node) {
        if (node instanceof Node.Scalar scalar && scalar.text().matches("[0-9]+(\\.[0-9]+)?")) {
            var text = scalar.text() + (scalar.text().contains(".") ? ".0" : ".0.0");
            return Draft.text(text, scalar.place());
        }
        return node;
    }

    private Optional<Node> first(String key) {
        return levels.stream().flatMap(level -> level.get(key).stream()).findFirst();
    }

    private List<Node.Mapping> sections(String key) {
        var found = new ArrayList<Node.Mapping>();
        for (var level : levels) {
            if (level.get(key).orElse(null) instanceof Node.Mapping mapping && !found.contains(mapping)) {
                found.add(mapping);
            }
        }
        return found;
    }

    private Map<String, Node.Entry> declared() {
        var inputs = new LinkedHashMap<String, Node.Entry>();
        for (var key : List.of("inputs", "global_inputs", "initial_state")) {
            var node = first(key);
            if (node.orElse(null) instanceof Node.Mapping mapping) {
                mapping.entries().forEach(inputs::putIfAbsent);
            } else if (node.isPresent()) {
                Agents.names(node.get())
                        .forEach(name -> inputs.putIfAbsent(
                                name.id(), new Node.Entry(name.place(), declaration(name.place(), true))));
            }
        }
        return inputs;
    }

    private static Node declaration(Place place, boolean required) {
        return new Draft(place)
                .put("type", "any")
                .put("required", Value.of(required))
                .node();
    }

    private Node inputs(DataNames data) {
        var draft = new Draft(chosen.place());
        declared().forEach((name, entry) -> draft.put(name, entry.key(), entry.node()));
        data.requiredInputs().forEach((name, place) -> draft.put(name, declaration(place, true)));
        data.optionalInputs().forEach((name, place) -> draft.put(name, declaration(place, false)));
        return draft.node();
    }

    private List<Node> steps(AgentStep step, Order order, DataNames data) {
        var draft = new Draft(step.place()).put("id", Draft.text(step.id(), step.place()));
        draft.copy("description", step.fields().mapping());
        new BodyDraft(step, data).write(draft);
        var waits = order.of(step);
        var steps = new ArrayList<Node>();
        var approval = approval(step, waits);
        if (approval.isPresent()) {
            steps.add(approval.get());
            waits = List.of(new Named(step.id() + APPROVAL, step.fields().place("approval_required")));
        }
        if (!waits.isEmpty()) {
            draft.put("dependencies", names(waits));
        }
        var conditions = new ArrayList<Node>();
        step.fields().node("condition").ifPresent(conditions::add);
        step.fields().node("conditions").ifPresent(conditions::add);
        sections("conditions")
                .forEach(section -> section.get(step.name())
                        .or(() -> section.get(step.agent()))
                        .ifPresent(conditions::add));
        condition(new Conditions(data, findings).read(step, conditions), step, approval.isPresent())
                .ifPresent(node -> draft.put("condition", node));
        onError(step, order, draft);
        new Limits(levels, findings).write(step, agents.maxRuntimeS(step.agent()), draft);
        steps.add(draft.node());
        return steps;
    }

    /** What was not approved does not run. */
    private static Optional<Node> condition(Optional<Node> written, AgentStep step, boolean asked) {
        if (!asked) {
            return written;
        }
        var approved = step.id() + APPROVAL + ".result.approved";
        var text = written.filter(Node.Scalar.class::isInstance)
                .map(node -> "(" + ((Node.Scalar) node).text() + ") and " + approved)
                .orElse(approved);
        return Optional.of(Draft.text(text, step.fields().place("approval_required")));
    }

    private static Node names(List<Named> names) {
        return new Node.Sequence(
                names.stream()
                        .<Node>map(named -> Draft.text(named.id(), named.place()))
                        .toList(),
                names.getFirst().place());
    }

    private Optional<Node> approval(AgentStep step, List<Named> waits) {
        var wanted = step.fields().node("approval_required");
        if (wanted.isEmpty() || !Value.Bool.TRUE.equals(wanted.get().value())) {
            return Optional.empty();
        }
        var at = wanted.get().place();
        var question = new Draft(at).put("title", "May " + step.name() + " run?");
        var draft = new Draft(at).put("id", step.id() + APPROVAL).put("approval", question.node());
        if (!waits.isEmpty()) {
            draft.put("dependencies", names(waits));
        }
        return Optional.of(draft.node());
    }

    /** A word or a step to go to, the step's own or the workflow's. */
    private void onError(AgentStep step, Order order, Draft draft) {
        var own = step.fields().node("on_error");
        var all = first("error_handling")
                .filter(Node.Mapping.class::isInstance)
                .map(Node.Mapping.class::cast)
                .flatMap(mapping -> mapping.get("on_error"));
        var written = own.or(() -> all);
        if (written.isEmpty()) {
            return;
        }
        if (!(written.get() instanceof Node.Scalar scalar)) {
            draft.put("on_error", written.get());
            return;
        }
        var word = scalar.text().strip();
        var target = ABORTS.contains(word) ? "fail" : order.id(word);
        draft.put("on_failure", Draft.text(target, scalar.place()));
    }

    private Node outputs(List<AgentStep> sorted, DataNames data) {
        var written = first("global_outputs").or(() -> first("outputs"));
        var draft = new Draft(written.map(Node::place).orElse(chosen.place()));
        if (written.orElse(null) instanceof Node.Mapping mapping) {
            mapping.entries().forEach((name, entry) -> draft.put(name, entry.key(), entry.node()));
            return draft.node();
        }
        var names = written.map(Agents::names).orElseGet(() -> data.made(sorted));
        names.forEach(name -> draft.put(name.id(), Draft.text("${" + data.last(name.id()) + "}", name.place())));
        return draft.node();
    }
}
