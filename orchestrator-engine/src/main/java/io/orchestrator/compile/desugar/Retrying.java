package io.orchestrator.compile.desugar;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.model.Value;
import java.util.List;

/** Native error handlers that try a step again, for failures that tools report: native retries are for the others. */
public final class Retrying {

    /** The error type of a tool that ran and says that it failed. */
    public static final String REPORTED = "REPORTED_FAILURE";

    private Retrying() {}

    /**
     * A handler for every failure.
     *
     * @param id of the step
     * @param times how often it is tried again; at least 1
     * @param seconds an expression over {@code error.attempt}: how long to wait before
     */
    public static Draft handler(String id, int times, String seconds, Place at) {
        var pause = new Draft(at)
                .put("id", id + "_pause")
                .put("wait", new Draft(at).put("for", "${" + seconds + "}").node());
        return new Draft(at)
                .put("steps", new Node.Sequence(List.of(pause.node()), at))
                .put("retry_with_handler", Value.of(true))
                .put("max_handler_retries", Value.of(times));
    }
}
