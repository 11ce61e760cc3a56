package io.orchestrator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.client.include.FolderFiles;
import io.orchestrator.client.include.Inclusion;
import io.orchestrator.json.Json;
import io.orchestrator.model.Finding.Severity;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What becomes of each of the original's example pipelines: accepted or what is found, and where its steps wait for others
 * than in the original. The table is {@code contextlab/outcomes.txt}, which {@code -Dgolden.write=true} writes anew; why a
 * file is refused or a step differs is in {@code contextlab/reasons.txt}, one line each, written by hand.
 */
class ContextLabTest {

    /** What the build prints: Surefire drops the entries of a test reporter. */
    private static final System.Logger REPORT = System.getLogger(ContextLabTest.class.getName());

    private static final Path FOLDER = Path.of("src", "test", "resources", "contextlab");

    private static final Compiler COMPILER = Documents.compiler(
            "ollama/llama3.2",
            "openai/*",
            "anthropic/*",
            "ollama/*",
            "gemini/*",
            "google/*",
            "huggingface/*",
            "dartmouth/*",
            "local/*");

    @Test
    void comesToTheRecordedOutcomesWhenTheExamplesAreCompiled() throws IOException {
        var table = table();

        REPORT.log(System.Logger.Level.INFO, "outcomes\n" + table);
        var golden = FOLDER.resolve("outcomes.txt");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, table);
        }
        assertThat(table).isEqualTo(Documents.read(golden));
    }

    @Test
    void hasAReasonForEveryRefusalAndDifference() {
        var needed = new TreeSet<String>();
        expected().forEach((file, original) -> {
            var compilation = compile(file);
            if (compilation.plan().isEmpty()) {
                if (compilation.findings().stream()
                        .noneMatch(finding -> finding.code().equals("not-supported-yet"))) {
                    needed.add(file);
                }
            } else {
                differences(compilation.plan().get(), original).keySet().forEach(step -> needed.add(file + " " + step));
            }
        });

        assertThat(reasons().keySet()).containsExactlyInAnyOrderElementsOf(needed);
    }

    private static String table() {
        var table = new StringBuilder();
        expected().forEach((file, original) -> {
            var compilation = compile(file);
            var plan = compilation.plan();
            table.append(file)
                    .append(
                            plan.isPresent()
                                    ? ": accepted, " + plan.get().steps().size() + " steps"
                                    : ": refused")
                    .append(
                            Value.of(true).equals(original.get("accepted_by_original"))
                                    ? ""
                                    : " (the original refuses it)")
                    .append('\n');
            compilation.findings().stream()
                    .filter(finding -> plan.isEmpty() && finding.severity() == Severity.ERROR)
                    .forEach(finding ->
                            table.append("  ").append(finding.format("")).append('\n'));
            plan.map(known -> differences(known, original))
                    .orElse(Map.of())
                    .forEach((step, difference) ->
                            table.append("  ").append(difference).append('\n'));
        });
        return table.toString();
    }

    private static Compilation compile(String file) {
        var path = Documents.conformance().resolve(file);
        return COMPILER.compile(
                Inclusion.inline(Documents.read(path), FolderFiles.beside(path)).document());
    }

    /** Steps that wait for others than in the original, or are in one plan only. */
    private static Map<String, String> differences(Plan plan, Value.Dict original) {
        var differences = new LinkedHashMap<String, String>();
        if (!(original.get("steps") instanceof Value.Dict steps)) {
            return differences;
        }
        var ours = new LinkedHashMap<String, Object>();
        plan.outline().forEach(step -> ours.put(step.id(), new TreeSet<>(step.dependencies())));
        var all = new TreeSet<>(ours.keySet());
        all.addAll(steps.entries().keySet());
        for (var step : all) {
            var theirs = steps.get(step);
            var mine = ours.get(step);
            var recorded = theirs == null ? null : texts(theirs);
            if (!Objects.equals(mine, recorded)) {
                differences.put(step, step + ": ours " + mine + ", the original's " + recorded);
            }
        }
        return differences;
    }

    private static Set<String> texts(Value list) {
        var texts = new TreeSet<String>();
        ((Value.Array) list).items().forEach(item -> texts.add(((Value.Text) item).value()));
        return texts;
    }

    private static Map<String, Value.Dict> expected() {
        var files = new LinkedHashMap<String, Value.Dict>();
        Json.parseDict(Documents.read(Documents.conformance().resolve("expected.json")))
                .entries()
                .forEach((file, outcome) -> files.put(file, (Value.Dict) outcome));
        assertThat(files).hasSizeGreaterThan(40);
        return files;
    }

    /** {@code file [step]: reason}. */
    private static Map<String, String> reasons() {
        var reasons = new LinkedHashMap<String, String>();
        var lines = new ArrayList<>(
                List.of(Documents.read(FOLDER.resolve("reasons.txt")).split("\n")));
        lines.removeIf(line -> line.isBlank() || line.startsWith("#"));
        for (var line : lines) {
            var colon = line.indexOf(": ");
            assertThat(colon).as(line).isPositive();
            reasons.put(line.substring(0, colon), line.substring(colon + 2));
        }
        return reasons;
    }
}
