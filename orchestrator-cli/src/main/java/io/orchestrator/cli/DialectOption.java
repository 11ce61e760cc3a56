package io.orchestrator.cli;

import io.orchestrator.compile.Dialect;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The language of a document: an option of the commands that read one. */
final class DialectOption {

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            description = "The document's language: pipeline, ucop (ucop:WORKFLOW where it has several) or lunacore. "
                    + "Default: told by its shape.")
    private String word = "";

    /** @throws CliException where there is no such dialect */
    Optional<Dialect> dialect() {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        var dialect = Dialect.parse(word);
        if (dialect.isEmpty()) {
            throw CliException.invalid(
                    "--dialect " + word + ": there is no such dialect; known are " + String.join(", ", Dialect.WORDS));
        }
        return dialect;
    }
}
