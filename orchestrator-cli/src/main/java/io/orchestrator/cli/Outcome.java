package io.orchestrator.cli;

import io.orchestrator.json.Json;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.ResultDocument;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Tells how a job ended: outputs to standard output, the rest to standard error, and the exit code. */
final class Outcome {

    private Outcome() {}

    /** The exit code: 0 where the job completed and succeeded, 2 where it was refused, else 1. */
    static int print(ResultDocument document, Terminal terminal) {
        var refused =
                document.status() == JobStatus.FAILED && document.outline().isEmpty();
        document.findings().forEach(terminal.err()::println);
        document.outputs().entries().forEach((name, value) -> terminal.out().println(name + ": " + text(value)));
        terminal.out().flush();
        terminal.err().println(line(document, refused));
        if (refused) {
            return Exit.INVALID;
        }
        return document.status() == JobStatus.COMPLETED && document.success() ? Exit.SUCCESS : Exit.FAILURE;
    }

    private static String line(ResultDocument document, boolean refused) {
        var fields = document.toValue();
        var line = new StringBuilder(refused ? "refused" : document.status().word());
        if (document.status() == JobStatus.COMPLETED && !document.success()) {
            line.append(", but a step reported failure");
        }
        if (fields.get("duration") instanceof Value.Real seconds) {
            line.append(String.format(Locale.ROOT, " in %.2f s", seconds.value()));
        }
        if (fields.get("execution_id") instanceof Value.Text id) {
            line.append(" (job ").append(id.value()).append(')');
        }
        if (fields.get("error") instanceof Value.Text error) {
            line.append(": ").append(error.value());
        }
        return line.toString();
    }

    private static String text(Value value) {
        return value instanceof Value.Text text ? text.value() : Json.write(value);
    }

    /** Writes the result document. */
    static void write(ResultDocument document, Path file) {
        try {
            Files.writeString(file, Json.writePretty(document.toValue()) + System.lineSeparator());
        } catch (IOException e) {
            throw CliException.failure("the job ended, but its result cannot be written to " + file + ": "
                    + e.getMessage() + "; read it with: orchestrator job " + id(document));
        }
    }

    private static String id(ResultDocument document) {
        return document.toValue().get("execution_id") instanceof Value.Text id ? id.value() : "";
    }

    /** @throws CliException where the file cannot be made later, so that no job runs in vain */
    static void requireWritable(Path file) {
        var folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw CliException.invalid("-o " + file + ": not a file in a writable folder");
        }
    }
}
