package io.orchestrator.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** The published versions of every schema: {@code schemas/src/main/resources/history/<RecordName>/v<N>.avsc}. */
final class SchemaHistory {

    /** Set to write the next version, or a missing example, instead of failing. */
    static final boolean WRITE = Boolean.getBoolean("golden.write");

    private static final Path FOLDER = Path.of("..", "schemas", "src", "main", "resources", "history");

    private SchemaHistory() {}

    /** Every topic's schema as the IDL gives it, without what concerns Java only; stored state has versions of its own. */
    static List<Schema> current() {
        return topicKinds().stream().map(kind -> PlainSchema.of(kind.schema())).toList();
    }

    private static List<AvroCodec.Kind<?, ?>> topicKinds() {
        return List.of(
                Kinds.JOB_REQUEST,
                Kinds.JOB_CONTROL,
                Kinds.CHILD_ENDED,
                Kinds.LANE_REQUEST,
                Kinds.JOB_TICKET,
                Kinds.STEP_COMMAND,
                Kinds.TASK_STARTED,
                Kinds.TASK_PROGRESS,
                Kinds.TASK_COMPLETED,
                Kinds.JOB_EVENT,
                Kinds.JOB_VIEW,
                Kinds.WORKFLOW_DEFINITION,
                Kinds.WORKER_CONTROL,
                Kinds.DEAD_LETTER,
                Kinds.SCHEDULE,
                Kinds.SCHEDULE_VIEW,
                Kinds.SIGNAL,
                Kinds.SIGNAL_WAIT);
    }

    /** Version 1 first. */
    static List<Schema> versions(String recordName) {
        var versions = new ArrayList<Schema>();
        for (var file = file(recordName, 1); Files.exists(file); file = file(recordName, versions.size() + 1)) {
            try {
                versions.add(new Schema.Parser().parse(Files.readString(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return versions;
    }

    static Path file(String recordName, int version) {
        return FOLDER.resolve(recordName).resolve("v" + version + ".avsc");
    }
}
