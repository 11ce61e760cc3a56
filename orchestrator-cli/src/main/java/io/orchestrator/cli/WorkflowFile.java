package io.orchestrator.cli;

import io.orchestrator.compile.Compilation;
import io.orchestrator.compile.Compiler;
import io.orchestrator.model.Finding;
import io.orchestrator.plan.Plan;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A workflow document on disk.
 *
 * @param path as given on the command line
 * @param text the document
 */
record WorkflowFile(Path path, String text) {

    /** The largest document read, in bytes: it must fit a Kafka record with room to spare. */
    static final long MAX_BYTES = 900_000;

    /** @throws CliException where the file cannot be read or is too large */
    static WorkflowFile read(Path path) {
        try {
            if (Files.isDirectory(path)) {
                throw CliException.invalid(path + " is a folder; name a workflow file");
            }
            var size = Files.size(path);
            if (size > MAX_BYTES) {
                throw CliException.invalid(path + " has " + size + " bytes; a workflow may have " + MAX_BYTES);
            }
            return new WorkflowFile(path, Files.readString(path));
        } catch (NoSuchFileException e) {
            throw CliException.invalid("there is no file " + path + "; check the path (current folder: "
                    + Path.of("").toAbsolutePath() + ")");
        } catch (MalformedInputException e) {
            throw CliException.invalid(path + " is not UTF-8 text");
        } catch (IOException e) {
            throw CliException.invalid("cannot read " + path + ": " + e.getMessage());
        }
    }

    /** Every finding, with or without a plan. */
    Compilation compile(Compiler compiler) {
        return compiler.compile(text);
    }

    /**
     * The plan; warnings are printed.
     *
     * @throws CliException with every finding where the document cannot run
     */
    Plan plan(Compiler compiler, Terminal terminal) {
        var compilation = compile(compiler);
        var lines = lines(compilation.findings());
        if (compilation.plan().isEmpty()) {
            throw CliException.invalid(String.join(System.lineSeparator(), lines));
        }
        compilation.findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.WARNING)
                .forEach(finding -> terminal.err().println(finding.format(path.toString())));
        return compilation.plan().get();
    }

    private List<String> lines(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() != Finding.Severity.INFO)
                .map(finding -> finding.format(path.toString()))
                .toList();
    }
}
