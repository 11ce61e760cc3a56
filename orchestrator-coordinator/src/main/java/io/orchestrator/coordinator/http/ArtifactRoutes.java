package io.orchestrator.coordinator.http;

import io.orchestrator.artifact.ArtifactException;
import io.orchestrator.artifact.ArtifactText;
import io.orchestrator.model.JobView;
import io.orchestrator.model.Value;
import io.orchestrator.query.Artifacts;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/** What the steps of a job have given, version by version. */
final class ArtifactRoutes {

    private final Backend backend;
    private final JobReader reader;

    ArtifactRoutes(Backend backend, JobReader reader) {
        this.backend = backend;
        this.reader = reader;
    }

    Reply list(Request request) {
        request.onlyQuery(Set.of());
        var view = reader.view(request.path("id"));
        var artifacts = artifacts(view);
        var fields = new LinkedHashMap<String, Value>();
        fields.put("job_id", Value.of(view.jobId()));
        fields.put(
                "artifacts",
                Value.of(artifacts.all().stream()
                        .map(Artifacts.Artifact::toValue)
                        .toList()));
        fields.put("cut", Value.of(artifacts.isCut()));
        return Reply.json(200, Value.of(fields));
    }

    /** The value of one, whole: a text as it is, anything else as JSON. */
    Reply show(Request request) {
        request.onlyQuery(Set.of("version"));
        var view = reader.view(request.path("id"));
        var name = request.path("artifact");
        var version = request.query("version").isEmpty()
                ? Optional.<Integer>empty()
                : Optional.of(request.query("version", 1, 1, Integer.MAX_VALUE));
        var value = artifacts(view)
                .find(name, version)
                .orElseThrow(() -> Problem.notFound("job " + view.jobId() + " has no artifact '" + name + "'"
                        + version.map(number -> " of version " + number).orElse("") + "; GET /v1/jobs/" + view.jobId()
                        + "/artifacts lists what it has"));
        var type = ArtifactText.isPlain(value) ? "text/plain; charset=utf-8" : "application/json";
        return new Reply.Streamed(
                type,
                length(view.jobId(), value),
                out -> ArtifactText.write(backend.artifacts(), view.jobId(), value, out));
    }

    private Artifacts artifacts(JobView view) {
        return reader.read(() -> {
            var artifacts = new Artifacts();
            reader.watchAll(view, event -> {
                artifacts.add(event);
                return event.sequence() < view.sequence();
            });
            return artifacts;
        });
    }

    /** Reads all of it once: what is missing is said before the answer has begun. */
    private long length(String jobId, Value value) {
        try {
            return ArtifactText.length(backend.artifacts(), jobId, value);
        } catch (ArtifactException e) {
            throw e.reason() == ArtifactException.Reason.MISSING
                    ? Problem.notFound(String.valueOf(e.getMessage()))
                    : Problem.unavailable(String.valueOf(e.getMessage()));
        }
    }
}
