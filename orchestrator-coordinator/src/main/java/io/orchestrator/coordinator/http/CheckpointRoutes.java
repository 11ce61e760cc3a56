package io.orchestrator.coordinator.http;

import io.orchestrator.engine.Checkpoint;
import io.orchestrator.engine.JobHistory;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.ResultDocument;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The pictures of a job that can be restored, and what is in one. */
final class CheckpointRoutes {

    private final JobHistoryRoutes history;

    CheckpointRoutes(JobHistoryRoutes history) {
        this.history = history;
    }

    /** Those that can be restored now, the oldest first. */
    Reply list(Request request) {
        request.onlyQuery(Set.of());
        var now = history.newest(request.path("id"));
        var fields = new LinkedHashMap<String, Value>();
        fields.put("job_id", Value.of(request.path("id")));
        fields.put("event", Value.of(now.sequence()));
        fields.put(
                "checkpoints",
                Value.of(
                        checkpoints(now).stream().map(one -> (Value) shape(one)).toList()));
        return Reply.json(200, Value.of(fields));
    }

    private List<Checkpoint> checkpoints(JobHistoryRoutes.Read read) {
        return read.events().getFirst().fact() instanceof JobFact.JobAccepted
                ? JobHistory.of(read.plan(), read.events()).state().checkpoints()
                : List.of();
    }

    /** What a restore would bring back: steps, inputs and variables as they were then. */
    Reply show(Request request) {
        request.onlyQuery(Set.of());
        var jobId = request.path("id");
        var now = history.newest(jobId);
        var known = checkpoints(now);
        var wanted = known.stream()
                .filter(one -> String.valueOf(one.number()).equals(request.path("number")))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("job '" + jobId + "' has no checkpoint " + request.path("number")
                        + "; it has " + known.stream().map(Checkpoint::number).toList()));
        var events = now.events().stream()
                .takeWhile(event -> event.sequence() <= wanted.sequence())
                .toList();
        var result = new ResultDocument();
        events.forEach(result::add);
        var fields = new LinkedHashMap<>(shape(wanted).entries());
        fields.putAll(JobHistoryRoutes.picture(JobHistory.of(now.plan(), events)));
        var steps = result.toValue().get("steps");
        fields.put("steps", SealedText.mask(steps == null ? Value.of(Map.of()) : steps));
        return Reply.json(200, Value.of(fields));
    }

    private static Value.Dict shape(Checkpoint checkpoint) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("number", Value.of(checkpoint.number()));
        fields.put("event", Value.of(checkpoint.sequence()));
        fields.put("at", Shapes.time(checkpoint.atMs()));
        fields.put("cause", Value.of(checkpoint.cause().name().toLowerCase(Locale.ROOT)));
        fields.put("name", Value.of(checkpoint.name()));
        return Value.of(fields);
    }
}
