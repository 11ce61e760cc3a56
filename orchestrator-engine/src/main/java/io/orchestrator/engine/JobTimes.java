package io.orchestrator.engine;

import io.orchestrator.model.Value;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;

/** The job's one instant, in the forms that templates use. All in UTC. */
final class JobTimes {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private JobTimes() {}

    static Value timestamp(JobHeader header) {
        return Value.of(TIMESTAMP.format(instant(header)));
    }

    static Value execution(JobHeader header) {
        var instant = instant(header);
        var fields = new LinkedHashMap<String, Value>();
        fields.put("id", Value.of(header.jobId()));
        fields.put("started_at", timestamp(header));
        fields.put("timestamp", timestamp(header));
        fields.put("date", Value.of(DATE.format(instant)));
        fields.put("time", Value.of(TIME.format(instant)));
        return Value.of(fields);
    }

    private static OffsetDateTime instant(JobHeader header) {
        return Instant.ofEpochMilli(header.requestedAtMs()).atOffset(ZoneOffset.UTC);
    }
}
