package io.orchestrator.compile.lunacore;

import io.orchestrator.compile.desugar.Draft;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A task graph: tasks that wait for those they depend on and for those whose artifacts they read; a task starts as
 * soon as its own are done.
 */
final class TaskGraph {

    private static final Vocabulary TASK = new Vocabulary(
            "a task",
            Set.of("id", "name", "type", "params", "inputs", "outputs", "depends_on", "options"),
            Set.of("description", "metadata"),
            Map.of(),
            Map.of(),
            Map.of());

    private final Findings findings;
    private final Options options;
    private final Map<String, String> stepByName = new HashMap<>();
    private final Map<String, String> stepByArtifact = new HashMap<>();

    TaskGraph(Node.Mapping document, Findings findings) {
        this.findings = findings;
        options = new Options(document, findings);
    }

    Node.Sequence read(Node.Sequence list) {
        var tasks = new ArrayList<Fields>();
        var steps = new ArrayList<Node>();
        for (var item : list.items()) {
            if (item instanceof Node.Mapping mapping) {
                tasks.add(new Fields(mapping, findings));
            } else {
                findings.error("wrong-type", item.place(), "a task is a mapping, not " + item.kind());
            }
        }
        tasks.forEach(this::register);
        tasks.forEach(task -> steps.addAll(steps(task)));
        return new Node.Sequence(steps, list.place());
    }

    /** Tasks are named by id (a hash in LunaCore) and by name; who waits for one waits for the last of its steps. */
    private void register(Fields task) {
        var id = id(task);
        var last = TaskBody.writes(task) ? id + TaskBody.WRITE : id;
        stepByName.putIfAbsent(id, last);
        task.text("name").ifPresent(name -> stepByName.putIfAbsent(name, last));
        task.text("id").ifPresent(name -> stepByName.putIfAbsent(name, last));
        Artifacts.names(task, "outputs").forEach(artifact -> stepByArtifact.putIfAbsent(artifact.id(), id));
    }

    private static String id(Fields task) {
        var written = task.text("name").or(() -> task.text("id")).orElse("");
        var id = written.replaceAll("[^A-Za-z0-9_-]+", "_");
        return id.isEmpty() || Character.isLetter(id.charAt(0)) ? id : "task_" + id;
    }

    private List<Node> steps(Fields task) {
        TASK.check(task.mapping(), findings);
        var id = id(task);
        var place = task.has("name") ? task.place("name") : task.place("id");
        var draft = new Draft(task.mapping().place());
        if (id.isEmpty()) {
            findings.error("missing-id", task.mapping().place(), "the task has no name", "add name:");
        }
        draft.put("id", Draft.text(id, place));
        draft.copy("description", task.mapping()).copy("metadata", task.mapping());
        var body = new TaskBody(task, id, stepByArtifact, findings);
        body.write(draft);
        var wanted = dependencies(task, id);
        if (!wanted.isEmpty()) {
            var at = task.mapping().placeOf("depends_on");
            draft.put("dependencies", at, names(wanted, task));
        }
        options.write(task, id, draft);
        var steps = new ArrayList<Node>();
        steps.add(draft.node());
        body.writeStep().ifPresent(steps::add);
        return steps;
    }

    private List<Named> dependencies(Fields task, String id) {
        var wanted = new ArrayList<Named>();
        var seen = new LinkedHashSet<String>();
        for (var named : task.names("depends_on")) {
            var step = stepByName.getOrDefault(named.id(), named.id());
            if (seen.add(step)) {
                wanted.add(new Named(step, named.place()));
            }
        }
        for (var artifact : Artifacts.names(task, "inputs")) {
            var producer = stepByArtifact.get(artifact.id());
            var step = producer == null ? id : stepByName.getOrDefault(producer, producer);
            if (producer != null && !producer.equals(id) && seen.add(step)) {
                wanted.add(new Named(step, artifact.place()));
            }
        }
        return wanted;
    }

    private static Node names(List<Named> names, Fields task) {
        List<Node> nodes = new ArrayList<>();
        names.forEach(named -> nodes.add(Draft.text(named.id(), named.place())));
        return new Node.Sequence(nodes, task.place("depends_on"));
    }
}
