package io.orchestrator.cli;

import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of one of the original's pipelines.
 *
 * @param file relative to the folder of the conformance data
 * @param command what the command line did with it
 * @param result the result document; empty where the document was refused
 */
record PipelineRun(String file, CliRun command, Optional<Value.Dict> result) {

    String jobId() {
        return text(result.orElse(Value.EMPTY), "execution_id");
    }

    boolean completed() {
        return command.exitCode() == Exit.SUCCESS;
    }

    /** One line, the same on every run. */
    String outcome() {
        if (result.isEmpty()) {
            return command.exitCode() == Exit.INVALID
                    ? "refused"
                    : "exit code " + command.exitCode() + ": " + command.err().strip();
        }
        return completed() ? "completed, " + counted() : ended();
    }

    private String counted() {
        var counts = new TreeMap<String, Integer>();
        steps().entries().values().forEach(step -> counts.merge(text(step, "status"), 1, Integer::sum));
        var words = new ArrayList<String>();
        counts.forEach((status, count) -> words.add(count + " " + status));
        return "steps: " + String.join(", ", words);
    }

    /** How it ended, and which steps reported or suffered what: those that were on their way vary. */
    private String ended() {
        var line = new StringBuilder(text(result.orElseThrow(), "status"));
        steps().entries().forEach((id, step) -> {
            var failed =
                    text(step, "status").equals("failed") || Value.of(false).equals(field(step, "success"));
            if (failed && !text(step, "error").isEmpty()) {
                line.append("; ").append(id).append(": ").append(text(step, "error"));
            }
        });
        var error = text(result.orElseThrow(), "error");
        return line.indexOf(error) < 0 ? line + "; " + error : line.toString();
    }

    private Value.Dict steps() {
        return result.orElseThrow().get("steps") instanceof Value.Dict steps ? steps : Value.EMPTY;
    }

    private static String text(Value dict, String name) {
        return field(dict, name) instanceof Value.Text text ? text.value() : "";
    }

    private static @Nullable Value field(Value dict, String name) {
        return dict instanceof Value.Dict fields ? fields.get(name) : null;
    }
}
