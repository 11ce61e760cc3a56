package io.orchestrator.cli;

import io.orchestrator.client.include.FolderFiles;
import io.orchestrator.client.include.Included;
import io.orchestrator.client.include.Inclusion;
import io.orchestrator.compile.Compilation;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.Dialect;
import io.orchestrator.model.Finding;
import io.orchestrator.plan.Plan;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A workflow document on disk.
 *
 * @param path as given on the command line
 * @param included the document with the files that it includes
 * @param dialect its language, where the user says it
 */
record WorkflowFile(Path path, Included included, Optional<Dialect> dialect) {

    /** The largest document read, in bytes: it must fit a Kafka record with room to spare. */
    static final long MAX_BYTES = 900_000;

    /** @throws CliException where the file cannot be read or is too large */
    static WorkflowFile read(Path path, Optional<Dialect> dialect) {
        try {
            if (Files.isDirectory(path)) {
                throw CliException.invalid(path + " is a folder; name a workflow file");
            }
            var size = Files.size(path);
            if (size > MAX_BYTES) {
                throw CliException.invalid(path + " has " + size + " bytes; a workflow may have " + MAX_BYTES);
            }
            return of(path, Files.readString(path), dialect);
        } catch (NoSuchFileException e) {
            throw CliException.invalid("there is no file " + path + "; check the path (current folder: "
                    + Path.of("").toAbsolutePath() + ")");
        } catch (MalformedInputException e) {
            throw CliException.invalid(path + " is not UTF-8 text");
        } catch (IOException e) {
            throw CliException.invalid("cannot read " + path + ": " + e.getMessage());
        }
    }

    private static WorkflowFile of(Path path, String text, Optional<Dialect> dialect) {
        var workflow = new WorkflowFile(path, Inclusion.inline(text, FolderFiles.beside(path)), dialect);
        var size = workflow.text().getBytes(StandardCharsets.UTF_8).length;
        if (size > MAX_BYTES) {
            throw CliException.invalid(
                    path + " has " + size + " bytes with the files it includes; a workflow may have " + MAX_BYTES);
        }
        return workflow;
    }

    /** The same file with another text, in which everything is included. */
    WorkflowFile with(String text) {
        return of(path, text, dialect);
    }

    /** The document, files included. */
    String text() {
        return included.document();
    }

    /** Every finding, with or without a plan; its places are those of the author's document. */
    Compilation compile(Compiler compiler) {
        var compilation = compiler.compile(text(), dialect);
        var findings = new ArrayList<>(included.findings());
        compilation.findings().stream()
                .filter(finding -> included.ok() || !finding.code().equals("include-unresolved"))
                .map(included::locate)
                .forEach(findings::add);
        return new Compilation(included.ok() ? compilation.plan() : Optional.empty(), findings);
    }

    /** What is sent: the text, with a first line that says its language where the user did. */
    String document() {
        return dialect.map(language -> Dialect.declare(text(), language)).orElseGet(this::text);
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
