package io.orchestrator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.client.include.FolderFiles;
import io.orchestrator.client.include.Inclusion;
import io.orchestrator.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plan of every example, compared with a file under version control; {@code -Dgolden.write=true} writes them anew. */
class ExamplePlansTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "plans", "examples");

    static List<String> examples() throws IOException {
        var folder = Documents.examples();
        try (var files = Files.walk(folder)) {
            return files.filter(file -> !file.toString().contains("clients"))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".yaml") || name.endsWith(".json"))
                    .filter(ExamplePlansTest::standsAlone)
                    .sorted()
                    .toList();
        }
    }

    /** Whether no client has to publish other workflows first. */
    private static boolean standsAlone(String example) {
        return Documents.compile(read(example)).findings().stream()
                .noneMatch(finding -> finding.code().equals("workflow-file"));
    }

    /** With the files that it includes. */
    private static String read(String example) {
        var path = Documents.examples().resolve(example);
        return Inclusion.inline(Documents.read(path), FolderFiles.beside(path)).document();
    }

    private static Path golden(String example) {
        return FOLDER.resolve(example.replaceAll("\\.(yaml|json)$", "") + ".plan");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void printsTheGoldenPlanWhenAnExampleIsCompiled(String example) throws IOException {
        var text = PlanText.print(Documents.plan(read(example)));

        var golden = golden(example);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(golden.toAbsolutePath().getParent());
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Documents.read(golden));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void findsNothingToWarnOfWhenAnExampleIsCompiled(String example) {
        assertThat(Documents.compile(read(example)).findings().stream()
                        .filter(finding -> finding.severity() != Finding.Severity.INFO))
                .isEmpty();
    }

    @Test
    void hasNoGoldenPlanWithoutAnExample() throws IOException {
        var expected = examples().stream().map(ExamplePlansTest::golden).toList();

        try (var files = Files.walk(FOLDER)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}
