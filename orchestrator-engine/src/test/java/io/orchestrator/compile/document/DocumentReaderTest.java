package io.orchestrator.compile.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yes | \"yes\"",
                "No | \"No\"",
                "on | \"on\"",
                "off | \"off\"",
                "y | \"y\"",
                "true | true",
                "False | false",
                "~ | null",
                "null | null",
                "Null | null",
                "12 | 12",
                "-7 | -7",
                "+3 | 3",
                "0o17 | 15",
                "0x1F | 31",
                "010 | 10",
                "1_000 | \"1_000\"",
                "1.5 | 1.5",
                ".5 | 0.5",
                "1e3 | 1000.0",
                "1. | 1.0",
                "1.2.3 | \"1.2.3\"",
                "- | \"-\"",
                "99999999999999999999 | 99999999999999999999",
                "2026-01-01 | \"2026-01-01\"",
                "12:30 | \"12:30\"",
            })
    void readsPlainScalarsByTheCoreSchemaWhenUnquoted(String text, String json) {
        // A list's item may not be a lone dash, so the text stands behind a key.
        var value = read(text.equals("-") ? "v: '-'" : "v: " + text);

        assertThat(Json.write(value)).isEqualTo("{\"v\":" + json + "}");
    }

    @Test
    void keepsTextsWhenQuoted() {
        assertThat(Json.write(read("[\"1\", 'true', !!str 5, !!int \"6\"]"))).isEqualTo("[\"1\",\"true\",\"5\",6]");
    }

    @Test
    void readsJsonWhenItIsIndentedWithTabs() {
        assertThat(Json.write(read("{\n\t\"a\": [\n\t\t1,\n\t\t\"\\u00e9\\/\"\n\t]\n}\n")))
                .isEqualTo("{\"a\":[1,\"é/\"]}");
    }

    @Test
    void fillsInMissingKeysWhenMappingsAreMerged() {
        var value = read("base: &b {x: 1, y: 2}\nother: &o {z: 3}\none: {<<: *b, y: 5}\ntwo: {<<: [*b, *o], x: 9}\n");

        assertThat(Json.write(value))
                .isEqualTo("{\"base\":{\"x\":1,\"y\":2},\"other\":{\"z\":3},\"one\":{\"y\":5,\"x\":1},"
                        + "\"two\":{\"x\":9,\"y\":2,\"z\":3}}");
    }

    @Test
    void stopsAtTheLimitWhenAliasesMultiply() {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 9; i++) {
            text.append("a%d: &a%d [".formatted(i, i))
                    .append(("*a" + (i - 1) + ", ").repeat(10))
                    .append("]\n");
        }

        assertThat(onlyCode(text.toString())).isEqualTo("document-too-large");
    }

    @Test
    void stopsAtTheLimitWhenAliasesNest() {
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 200; i++) {
            text.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }

        assertThat(onlyCode(text.toString())).isEqualTo("document-too-large");
    }

    @Test
    void refusesTheAliasWhenItIsInsideItsOwnAnchor() {
        assertThat(onlyCode("a: &a [*a]")).isEqualTo("yaml-syntax");
    }

    @Test
    void refusesTheTextWhenItIsTooLong() {
        assertThat(onlyCode("a: " + "x".repeat(DocumentReader.MAX_CHARACTERS))).isEqualTo("document-too-large");
    }

    @Test
    void locatesACharacterWhenTextStandsAsItIs() {
        var text =
                "a: plain text\nb:   'quoted'\nc: |\n  first\n  second line\nd: \"esc\\taped\"\ne: >\n  folded\n  away\n";
        var findings = new Findings(new Source(text));
        var root = (Node.Mapping) DocumentReader.read(text, findings).orElseThrow();

        assertThat(locate(root, "a", 6, findings)).isEqualTo(new Place(1, 10));
        assertThat(locate(root, "b", 2, findings)).isEqualTo(new Place(2, 9));
        assertThat(locate(root, "c", 13, findings)).isEqualTo(new Place(5, 10));
        assertThat(locate(root, "d", 4, findings)).isEqualTo(new Place(6, 4));
        assertThat(locate(root, "e", 3, findings)).isEqualTo(new Place(7, 4));
    }

    @Test
    void readsPairsOfSurrogatesWhereverTheyStand() {
        for (int before = 1000; before < 1040; before++) {
            var text = "x".repeat(before) + "\uD83D\uDCCC end";

            assertThat(read("a: " + text)).isEqualTo(Value.of(Map.of("a", Value.of(text))));
        }
    }

    private static Place locate(Node.Mapping root, String key, int offset, Findings findings) {
        return findings.source().locate((Node.Scalar) root.get(key).orElseThrow(), offset);
    }

    private static Value read(String text) {
        var findings = new Findings(new Source(text));
        var value = DocumentReader.read(text, findings).orElseThrow().value();
        assertThat(findings.sorted()).isEmpty();
        return value;
    }

    private static String onlyCode(String text) {
        var findings = new Findings(new Source(text));
        DocumentReader.read(text, findings);
        assertThat(findings.sorted()).hasSize(1);
        return findings.sorted().getFirst().code();
    }
}
