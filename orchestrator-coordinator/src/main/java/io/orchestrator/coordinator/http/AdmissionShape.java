package io.orchestrator.coordinator.http;

import io.orchestrator.model.AdmissionFact;
import io.orchestrator.model.JobLane;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** Waiting for a limit as the API tells it. */
final class AdmissionShape {

    private AdmissionShape() {}

    static void fill(Map<String, Value> fields, AdmissionFact fact) {
        switch (fact) {
            case AdmissionFact.Queued f -> {
                fields.put(
                        "lanes",
                        Value.of(f.lanes().stream().map(AdmissionShape::lane).toList()));
                fields.put("round", Value.of(f.round()));
                fields.put("since", Shapes.time(f.sinceMs()));
            }
            case AdmissionFact.Admitted f -> {
                fields.put("lane", Value.of(f.lane()));
                fields.put("round", Value.of(f.round()));
                fields.put("left", Value.of(f.left()));
            }
        }
    }

    /** The settings say the limit of a queue. */
    private static Value lane(JobLane lane) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("name", Value.of(lane.name()));
        if (lane.limit() > 0) {
            fields.put("limit", Value.of(lane.limit()));
            fields.put("on_limit", Value.of(lane.onLimit().word()));
        }
        return Value.of(fields);
    }
}
