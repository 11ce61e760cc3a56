package io.orchestrator.cli.doctor;

import io.orchestrator.cli.doctor.Check.Verdict;
import io.orchestrator.registry.HttpSchemaRegistryClient;
import io.orchestrator.registry.SchemaRegistryException;
import io.orchestrator.topics.TopicManifest;
import io.orchestrator.topics.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether the schema registry answers, has a subject for each topic and keeps new versions readable. */
final class RegistryChecks {

    private static final String AREA = "schema registry";

    /** As strict as ours, or stricter. */
    private static final Set<String> SAFE = Set.of("BACKWARD_TRANSITIVE", "FULL_TRANSITIVE");

    private final HttpSchemaRegistryClient registry;
    private final String url;
    private final TopicManifest manifest;

    RegistryChecks(HttpSchemaRegistryClient registry, String url, TopicManifest manifest) {
        this.registry = registry;
        this.url = url;
        this.manifest = manifest;
    }

    List<Check> run() {
        List<String> subjects;
        try {
            subjects = registry.subjects();
        } catch (SchemaRegistryException e) {
            return List.of(new Check(
                    AREA,
                    "answers",
                    Verdict.WRONG,
                    String.valueOf(e.getMessage()),
                    "yes",
                    "without it no process starts, and records of unknown schemas cannot be read",
                    "start it, or set schema.registry.url (--registry URL)"));
        }
        var checks = new ArrayList<Check>();
        checks.add(Check.ok(AREA, "answers", "yes, " + subjects.size() + " subjects"));
        for (var spec : manifest.specs()) {
            checks.add(subject(spec, subjects));
        }
        return checks;
    }

    private Check subject(TopicSpec spec, List<String> subjects) {
        var subject = spec.name() + "-value";
        if (!subjects.contains(subject)) {
            return new Check(
                    AREA,
                    subject,
                    Verdict.WRONG,
                    "missing",
                    "registered",
                    "writers in other languages find no schema, and register what they have",
                    "orchestrator topics apply --bootstrap ... --registry " + url);
        }
        var level = registry.compatibility(subject);
        var good = SAFE.contains(level);
        return new Check(
                AREA,
                subject,
                good ? Verdict.OK : Verdict.WRONG,
                level,
                "BACKWARD_TRANSITIVE",
                "somebody can register a version that does not read the records which are there",
                good
                        ? ""
                        : "curl -X PUT -H 'Content-Type: application/vnd.schemaregistry.v1+json' -d"
                                + " '{\"compatibility\":\"BACKWARD_TRANSITIVE\"}' " + url + "/config/" + subject);
    }
}
