package io.orchestrator.language.expression;

import io.orchestrator.language.value.Missing;
import java.util.Collection;
import java.util.Map;

/** Filters and functions of Jinja and the pipeline format that an evaluation cannot have, and what to do instead. */
final class Elsewhere {

    private static final String FILES = ": files are read when a workflow is published; write {{ file:path }} there";
    private static final Map<String, String> REASONS = Map.of(
            "include_file", FILES,
            "file_exists", FILES,
            "lipsum", ": its text is random, and a replay must give the same");

    private Elsewhere() {}

    /** To be put after "there is no filter 'name'". */
    static String hint(String name, Collection<String> known) {
        var reason = REASONS.get(name);
        return reason == null ? Missing.didYouMean(name, known) : reason;
    }
}
