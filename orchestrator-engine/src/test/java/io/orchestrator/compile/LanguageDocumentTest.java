package io.orchestrator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.compile.schema.KeyTables;
import io.orchestrator.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/language.md: its documents compile, and its tables of keys are the compiler's. */
class LanguageDocumentTest {

    private static final Path DOCUMENT =
            Documents.examples().resolveSibling("docs").resolve("language.md");
    private static final Pattern TABLE =
            Pattern.compile("(<!-- keys: ([a-z_ -]+?) -->\n).*?(<!-- end of keys -->)", Pattern.DOTALL);
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    static List<String> examples() {
        return YAML.matcher(Documents.read(DOCUMENT))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void hasTheTablesOfTheCompiler() throws IOException {
        var written = Documents.read(DOCUMENT);

        var expected = TABLE.matcher(written)
                .replaceAll(table ->
                        Matcher.quoteReplacement(table.group(1) + KeyTables.markdown(table.group(2)) + table.group(3)));

        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(Documents.read(DOCUMENT)).isEqualTo(expected);
        assertThat(TABLE.matcher(expected).results())
                .allSatisfy(table -> assertThat(table.group()).contains("| `"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void compilesWithoutAWarningWhenAnExampleOfTheDocument(String example) {
        var findings = Documents.compile(example).findings();

        assertThat(findings).noneMatch(finding -> finding.severity() != Finding.Severity.INFO);
    }
}
