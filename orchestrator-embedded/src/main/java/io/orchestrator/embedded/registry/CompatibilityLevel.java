package io.orchestrator.embedded.registry;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** What a new version of a schema must be able to do with the data of the versions before it. */
enum CompatibilityLevel {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean readsOld;
    private final boolean readByOld;
    private final boolean transitive;

    CompatibilityLevel(boolean readsOld, boolean readByOld, boolean transitive) {
        this.readsOld = readsOld;
        this.readByOld = readByOld;
        this.transitive = transitive;
    }

    /**
     * What stands against the candidate; empty where nothing does.
     *
     * @param earlier the versions so far, oldest first
     */
    List<String> check(Schema candidate, List<Schema> earlier) {
        if (this == NONE || earlier.isEmpty()) {
            return List.of();
        }
        var against = transitive ? earlier.reversed() : List.of(earlier.getLast());
        return against.stream()
                .map(old -> checkOne(candidate, old))
                .filter(problems -> !problems.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<String> checkOne(Schema candidate, Schema old) {
        var problems = new ArrayList<String>();
        if (readsOld) {
            problems.addAll(problems(candidate, old, "the new schema cannot read data of the old one"));
        }
        if (readByOld) {
            problems.addAll(problems(old, candidate, "the old schema cannot read data of the new one"));
        }
        if (!problems.isEmpty()) {
            problems.add("{oldSchema: '" + old + "'}");
            problems.add("{compatibility: '" + this + "'}");
        }
        return problems;
    }

    private static List<String> problems(Schema reader, Schema writer, String direction) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult();
        if (result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE) {
            return List.of();
        }
        return result.getIncompatibilities().stream()
                .map(found -> "{errorType:'" + found.getType() + "', description:'" + direction + ", at "
                        + found.getLocation() + "', additionalInfo:'" + found.getMessage() + "'}")
                .toList();
    }
}
