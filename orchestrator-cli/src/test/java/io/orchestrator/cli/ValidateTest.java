package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.stack.DataHome;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code validate} and {@code schema} print; nothing is started for them. */
class ValidateTest {

    private static final String GOOD = """
            id: w
            version: 1.2.3
            steps:
            - {id: a, tool: terminal, parameters: {command: echo x}}
            - {id: b, tool: terminal, parameters: {command: "echo {{ a.stdout }}"}}
            """;

    private static final String WARNED = GOOD + "colour: red\n";
    private static final String BROKEN =
            GOOD.replace("a.stdout", "c.stdout").replace("echo x", "[1]") + "colour: red\n";

    @TempDir
    private Path folder = Path.of("");

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private CliRun validate(String... args) {
        var all = new ArrayList<>(List.of("validate"));
        all.addAll(List.of(args));
        return CliRun.of(new DataHome(folder.resolve("home")), folder, all.toArray(String[]::new));
    }

    @Test
    void printsEveryFindingOfEveryFileWhenOneIsBroken() throws IOException {
        var good = file("good.yaml", GOOD);
        var broken = file("broken.yaml", BROKEN);

        var run = validate(good, broken);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out().lines())
                .hasSize(5)
                .anyMatch(line -> line.startsWith(good + ": valid, w@1.2.3, 2 steps, plan "))
                .anyMatch(line -> line.startsWith(broken + ":4:49: error[wrong-type]: "))
                .anyMatch(line -> line.startsWith(broken + ":5:58: error[unresolved-reference]: "))
                .anyMatch(line -> line.startsWith(broken + ":6:1: warning[unknown-key]: "))
                .endsWith(broken + ": 2 errors, 1 warning");
    }

    @Test
    void takesWarningsForErrorsWhenStrict() throws IOException {
        var warned = file("warned.yaml", WARNED);

        assertThat(validate(warned).exitCode()).isZero();
        assertThat(validate(warned, "--strict").exitCode()).isEqualTo(2);
        assertThat(validate(warned, "--strict").out()).contains("error[unknown-key]", "1 error");
    }

    @Test
    void printsOneObjectWhenOneFileIsAskedAsJson() throws IOException {
        var report = Json.parseDict(
                validate(file("w.yaml", WARNED), "--json", "--graph", "mermaid").out());

        assertThat(report.get("valid")).isEqualTo(Value.of(true));
        assertThat(report.get("version")).isEqualTo(Value.of("1.2.3"));
        assertThat(report.get("plan_hash")).asString().hasSizeGreaterThan(60);
        assertThat(report.get("graph")).asString().contains("flowchart TD");
        assertThat(Json.write(Objects.requireNonNull(report.get("findings"))))
                .contains("\"code\":\"unknown-key\"", "\"line\":6", "\"severity\":\"warning\"");
    }

    @Test
    void printsAListWhenSeveralFilesAreAskedAsJson() throws IOException {
        var run = validate(file("a.yaml", GOOD), file("b.yaml", BROKEN), "--json");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(Json.parse(run.out()))
                .isInstanceOfSatisfying(
                        Value.Array.class, list -> assertThat(list.items()).hasSize(2));
    }

    @Test
    void showsThePlanWhenAskedForItsGraph() throws IOException {
        var good = file("good.yaml", GOOD);

        assertThat(validate(good, "--graph", "text").out()).contains("step 1 b [level 1]", "  reads a");
        assertThat(validate(good, "--graph", "mermaid").out()).contains("  s0 --> s1");
    }

    @Test
    void hasTheSameHashWhenOnlyCommentsAndSpaceDiffer() throws IOException {
        var other = "# a comment\n" + GOOD.replace("{id: a, tool", "{  \"id\":   'a',\n    tool");

        var first = Json.parseDict(validate(file("a.yaml", GOOD), "--json").out());
        var second = Json.parseDict(validate(file("b.yaml", other), "--json").out());

        assertThat(second.get("plan_hash")).isEqualTo(first.get("plan_hash"));
    }

    @Test
    void readsTheDocumentAsToldWhenADialectIsForced() throws IOException {
        var document = file("two.yaml", "workflows:\n  a: [write_file_node]\n  b: [write_file_node]\n");

        assertThat(validate(document).out()).contains("several-workflows");
        assertThat(validate(document, "--dialect", "ucop:b").out()).contains("valid, b@1.0.0, 1 steps");
        assertThat(validate(document, "--dialect", "pipeline").out()).contains("no-steps");
        assertThat(validate(document, "--dialect", "bpmn").err()).contains("no such dialect", "lunacore");
    }

    @Test
    void printsTheSchemaWhenAsked() {
        var run = CliRun.of(new DataHome(folder.resolve("home")), folder, "schema");

        assertThat(run.exitCode()).isZero();
        assertThat(Json.parseDict(run.out()).get("$id")).isEqualTo(Value.of("urn:orchestrator:workflow"));
    }
}
