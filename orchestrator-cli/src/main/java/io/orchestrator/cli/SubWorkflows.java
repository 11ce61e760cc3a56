package io.orchestrator.cli;

import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.compile.Compiler;
import io.orchestrator.model.Finding;
import io.orchestrator.model.WorkflowDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The workflows that a document calls by their files ({@code workflow: ./child.yaml}), and those that they call: each is
 * published before the one that calls it, which then names it by id and version.
 */
final class SubWorkflows {

    /** The most files that call each other in a row. */
    static final int MAX_DEPTH = 10;

    /** The most files of one document. */
    static final int MAX_FILES = 100;

    private static final String CODE = "workflow-file";

    /** A scalar where a finding says one begins, plain or in quotes. */
    private static final Pattern SCALAR = Pattern.compile("\\G(?:\"([^\"]*)\"|'([^']*)'|([^\\s,}\\]#]+))");

    private final Compiler compiler;
    private final Terminal terminal;
    private final UnaryOperator<WorkflowFile> filling;
    private final Map<Path, WorkflowDefinition> found = new LinkedHashMap<>();

    private SubWorkflows(Compiler compiler, Terminal terminal, UnaryOperator<WorkflowFile> filling) {
        this.compiler = compiler;
        this.terminal = terminal;
        this.filling = filling;
    }

    /**
     * @param workflow the document, which names other workflows by id and version only
     * @param called what it calls, in the order in which it can be published
     */
    record Family(WorkflowFile workflow, List<WorkflowDefinition> called) {
        Family {
            called = List.copyOf(called);
        }

        /** @throws CliException where a version is published with another text */
        void publish(OrchestratorClient client) {
            for (WorkflowDefinition definition : called) {
                if (!PublishCommand.tryPublish(client, definition)) {
                    throw CliException.invalid(definition.key() + ", which " + workflow.path()
                            + " calls, is published with another text: raise its version");
                }
            }
        }
    }

    /**
     * Reads the files that the document calls.
     *
     * @param filling completes each of them before it is compiled
     * @throws CliException where a file cannot be read or does not compile, where files call each other in a circle, where
     *     there are too many
     */
    static Family of(WorkflowFile workflow, Compiler compiler, Terminal terminal, UnaryOperator<WorkflowFile> filling) {
        var reading = new SubWorkflows(compiler, terminal, filling);
        var resolved = reading.resolve(workflow, List.of(normal(workflow.path())));
        return new Family(resolved, List.copyOf(reading.found.values()));
    }

    private WorkflowFile resolve(WorkflowFile workflow, List<Path> callers) {
        var text = workflow.text();
        var findings = compiler.compile(text).findings().stream()
                .filter(finding -> finding.code().equals(CODE))
                .toList();
        var lines = new ArrayList<>(List.of(text.split("\n", -1)));
        // From the end of a line to its begin: what is replaced moves only what follows it.
        for (Finding finding : findings.reversed()) {
            var line = lines.get(finding.line() - 1);
            var scalar = SCALAR.matcher(line);
            if (!scalar.find(line.offsetByCodePoints(0, finding.column() - 1))) {
                continue;
            }
            var name = Optional.ofNullable(scalar.group(1))
                    .or(() -> Optional.ofNullable(scalar.group(2)))
                    .orElseGet(() -> scalar.group(3));
            var called = call(beside(workflow, name.strip()), callers);
            lines.set(
                    finding.line() - 1,
                    line.substring(0, scalar.start()) + called.key() + line.substring(scalar.end()));
        }
        return findings.isEmpty() ? workflow : workflow.with(String.join("\n", lines));
    }

    private WorkflowDefinition call(Path file, List<Path> callers) {
        var known = found.get(file);
        if (known != null) {
            return known;
        }
        var chain = new ArrayList<>(callers);
        chain.add(file);
        if (callers.contains(file)) {
            throw CliException.invalid("workflows call each other in a circle: " + names(chain));
        }
        if (chain.size() > MAX_DEPTH + 1) {
            throw CliException.invalid(
                    "more than " + MAX_DEPTH + " workflows call each other in a row: " + names(chain));
        }
        if (found.size() == MAX_FILES) {
            throw CliException.invalid("the document calls more than " + MAX_FILES + " workflows by their files");
        }
        var workflow = resolve(filling.apply(WorkflowFile.read(file, Optional.empty())), chain);
        var definition = PublishCommand.definition(workflow.plan(compiler, terminal), workflow);
        found.put(file, definition);
        return definition;
    }

    private static Path beside(WorkflowFile workflow, String name) {
        var folder = normal(workflow.path()).getParent();
        var file = folder == null ? Path.of(name) : folder.resolve(name).normalize();
        if (folder != null && !file.startsWith(folder)) {
            throw CliException.invalid(
                    workflow.path() + " calls the file " + name + ", which is not in the document's folder");
        }
        return file;
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static String names(List<Path> chain) {
        return String.join(
                " calls ",
                chain.stream().map(path -> String.valueOf(path.getFileName())).toList());
    }
}
