package io.orchestrator.compile.pipeline.field;

import io.orchestrator.plan.Admittance;
import java.util.regex.Pattern;

/** Reads {@code queue} of a document and of a step. */
public final class Queues {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private Queues() {}

    /** The queue of a document. */
    public static String read(Fields document) {
        return read(document, Admittance.DEFAULT_QUEUE);
    }

    /** @param otherwise where none is named, or none that can be */
    public static String read(Fields fields, String otherwise) {
        var queue = fields.text("queue");
        if (queue.isPresent() && !NAME.matcher(queue.get()).matches()) {
            fields.findings()
                    .error(
                            "bad-value",
                            fields.place("queue"),
                            "'" + queue.get() + "' is no name for a queue",
                            "use lower-case letters, digits and -");
            return otherwise;
        }
        return queue.orElse(otherwise);
    }
}
