package io.orchestrator.coordinator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** No row of the founding documents' list on variables and state is left out. */
class PromiseRowsTest {

    /** {@code - [ ] **Name**: what it says}, and {@code - **Name**: what it says} under a strategy. */
    private static final Pattern ROW = Pattern.compile("- (?:\\[ ] )?\\*\\*([^*]+)\\*\\*: (.+)");

    /** Answered otherwise: state is written in small leaves of bounded size, none of which is compressed. */
    private static final List<String> NOT_KEPT =
            List.of("Compression: Compress large execution states to reduce storage overhead");

    @Test
    void hasATestForEveryRowOfTheList() throws IOException {
        var founding = founding();
        var rows = new ArrayList<String>();
        for (var section :
                List.of("Acceptance Criteria", "State Management Strategy", "Template Resolution Strategy")) {
            rows.addAll(rows(founding, section));
        }

        assertThat(rows).hasSize(25);
        rows.removeAll(NOT_KEPT);
        assertThat(Stream.concat(VariablePromisesTest.promises().stream(), StatePromisesTest.promises().stream())
                        .map(Promise::row))
                .containsAll(rows);
    }

    private static List<String> rows(String text, String section) {
        var from = text.indexOf("# " + section);
        var to = text.indexOf(section.equals("Acceptance Criteria") ? "\n## " : "\n### ", from);
        var end = to < 0 ? text.length() : to;
        return ROW.matcher(text.substring(from, end))
                .results()
                .map(row -> row.group(1) + ": " + row.group(2).strip())
                .toList();
    }

    private static String founding() throws IOException {
        var folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("docker-compose.yml"))) {
            folder = folder.getParent();
        }
        var founding = folder == null
                ? Path.of("none")
                : folder.resolveSibling("shared").resolve("founding");
        Assumptions.assumeTrue(Files.isDirectory(founding), () -> "no founding documents in " + founding);
        try (var files = Files.list(founding)) {
            var file = files.filter(name -> name.getFileName().toString().startsWith("002_"))
                    .findFirst();
            return Files.readString(file.orElseThrow());
        }
    }
}
