package io.orchestrator.compile.lunacore;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The artifacts that a task reads or makes: names, or mappings with name, kind, uri and media_type. */
final class Artifacts {

    private static final Vocabulary ARTIFACT =
            Vocabulary.of("an artifact", Set.of("name", "kind", "uri", "media_type"));

    private Artifacts() {}

    /**
     * One artifact.
     *
     * @param name its name
     * @param kind what it is; may be empty
     * @param uri where it is kept; may be empty
     * @param place where it is named
     */
    record Artifact(String name, String kind, String uri, Place place) {

        /** The path of a file in the workspace; empty where the artifact is kept elsewhere or nowhere. */
        Optional<String> path() {
            var local = uri.startsWith("file://") ? uri.substring("file://".length()) : uri;
            return local.isEmpty() || local.contains("://") ? Optional.empty() : Optional.of(local);
        }
    }

    static List<Named> names(Fields task, String key) {
        return read(task, key).stream()
                .map(artifact -> new Named(artifact.name(), artifact.place()))
                .toList();
    }

    static List<Artifact> read(Fields task, String key) {
        var artifacts = new ArrayList<Artifact>();
        for (var item : task.sequence(key).map(Node.Sequence::items).orElse(List.of())) {
            switch (item) {
                case Node.Scalar scalar -> artifacts.add(new Artifact(scalar.text(), "", "", scalar.place()));
                case Node.Mapping mapping -> artifacts.add(artifact(new Fields(mapping, task.findings())));
                case Node.Sequence list -> task.wrongType(key, "a list of artifacts", list);
            }
        }
        return artifacts;
    }

    private static Artifact artifact(Fields fields) {
        ARTIFACT.check(fields.mapping(), fields.findings());
        var name = fields.text("name").orElse("");
        if (name.isEmpty()) {
            fields.findings().error("missing-name", fields.mapping().place(), "the artifact has no name", "add name:");
        }
        return new Artifact(
                name,
                fields.text("kind").orElse(""),
                fields.text("uri").orElse(""),
                fields.mapping().place());
    }
}
