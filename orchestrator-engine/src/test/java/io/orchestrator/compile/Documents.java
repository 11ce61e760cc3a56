package io.orchestrator.compile;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/** Documents and compilers that several tests use. */
final class Documents {

    static final List<String> CONFORMANCE = List.of(
            "supported/01_hello_filesystem",
            "supported/02_parallel_fanout_fanin",
            "supported/04_conditions",
            "supported/06_failure_policy",
            "simple_data_processing",
            "terminal_automation");

    private static final Compiler COMPILER = compiler("openai/*", "ollama/llama3.2");

    private Documents() {}

    static Compiler compiler(String... models) {
        return new Compiler(ToolCatalog.builtIn(), new ModelCatalog(List.of(models)));
    }

    static Compilation compile(String document) {
        return COMPILER.compile(document);
    }

    /** The plan of a document that has no errors. */
    static Plan plan(String document) {
        var compilation = compile(document);
        return compilation
                .plan()
                .orElseThrow(() -> new AssertionError(compilation.findings().stream()
                        .map(finding -> finding.format("document"))
                        .collect(Collectors.joining("\n"))));
    }

    /** The folder of the conformance data beside the repository; skips the test where it does not exist. */
    static Path conformance() {
        var folder = root().resolveSibling("shared").resolve("conformance").resolve("contextlab");
        Assumptions.assumeTrue(Files.isDirectory(folder), () -> "no conformance data in " + folder);
        return folder;
    }

    /** The examples that come with the source tree. */
    static Path examples() {
        return root().resolve("examples");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        for (var at = folder; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return at;
            }
        }
        return folder;
    }
}
