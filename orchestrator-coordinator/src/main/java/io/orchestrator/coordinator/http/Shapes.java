package io.orchestrator.coordinator.http;

import io.orchestrator.model.JobView;
import io.orchestrator.model.Value;
import io.orchestrator.model.WorkflowDefinition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON forms of what the API shows. Times are ISO 8601 in UTC. */
final class Shapes {

    private Shapes() {}

    static Value.Dict view(JobView view) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("job_id", Value.of(view.jobId()));
        fields.put("workflow", Value.of(view.workflow()));
        fields.put("status", Value.of(view.status().word()));
        fields.put("success", Value.of(view.success()));
        fields.put("labels", labels(view.labels()));
        fields.put("requested_at", time(view.requestedAtMs()));
        fields.put("updated_at", time(view.updatedAtMs()));
        fields.put("steps_total", Value.of(view.stepsTotal()));
        fields.put("steps_ended", Value.of(view.stepsEnded()));
        fields.put("error", Value.ofNullable(view.error().isEmpty() ? null : view.error()));
        fields.put("sequence", Value.of(view.sequence()));
        fields.put("searchable", labels(view.searchable()));
        return Value.of(fields);
    }

    static Value.Dict definition(WorkflowDefinition definition) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("id", Value.of(definition.id()));
        fields.put("version", Value.of(definition.version()));
        fields.put("published_at", time(definition.publishedAtMs()));
        fields.put("published_by", Value.of(definition.publishedBy()));
        return Value.of(fields);
    }

    static Value labels(Map<String, String> labels) {
        var fields = new LinkedHashMap<String, Value>();
        labels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(label -> fields.put(label.getKey(), Value.of(label.getValue())));
        return Value.of(fields);
    }

    static Value time(long epochMs) {
        return Value.of(Instant.ofEpochMilli(epochMs).toString());
    }
}
