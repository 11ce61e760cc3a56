package io.orchestrator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.client.include.Inclusion;
import io.orchestrator.compile.document.DocumentReader;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Source;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file holds arrives in the tree as it is, however the text around it is written. */
class InclusionInYamlTest {

    private static final String TEXT =
            "# Head: \"it's\" {{ x }}\n\n- a: [b, 'c'] \\n\n  deeper # no comment\n\ttab: é 🎉";

    private static Value read(String document) {
        var findings = new Findings(new Source(document));
        var node = DocumentReader.read(document, findings);
        assertThat(findings.sorted()).as(document).isEmpty();
        return node.orElseThrow().value();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p: |-\n  << a/x.md >>",
                "s:\n- q: 1\n  p: |-\n    {{ file:a/x.md }}\n  r: 2",
                "p: \"{{ file:a/x.md }}\"",
                "p: '<< a/x.md >>'",
                "p: << a/x.md >> # comment",
                "p: {{ file:a/x.md }}",
                "{\"o\": {\"p\": \"<< a/x.md >>\"}, \"list\": [1, 2]}",
                "o: {p: \"<< a/x.md >>\", q: x}",
                "- - p: |-\n      << a/x.md >>\n    q: 1",
                "\"p\": \"<< a/x.md >>\"",
                "text: |\n  key: |\n    inner\nsteps:\n  - p: \"<< a/x.md >>\"\n",
                "a: 'multi\n  line'\nb: \"multi\n  line # x\"\np: \"<< a/x.md >>\"",
            })
    void keepsTheTextWhenItIsIncluded(String document) {
        var included = Inclusion.inline(document, path -> Optional.of(TEXT).filter(text -> path.equals("a/x.md")));

        assertThat(included.findings()).isEmpty();
        assertThat(find(read(included.document()))).contains(Value.of(TEXT));
    }

    private static Optional<Value> find(Value value) {
        return switch (value) {
            case Value.Dict dict ->
                dict.get("p") == null
                        ? dict.entries().values().stream()
                                .flatMap(field -> find(field).stream())
                                .findFirst()
                        : Optional.ofNullable(dict.get("p"));
            case Value.Array array ->
                array.items().stream().flatMap(item -> find(item).stream()).findFirst();
            default -> Optional.empty();
        };
    }

    @Test
    void keepsTheTextAroundWhenMarksStandInside() {
        var files = Map.of("a.md", "x\ny", "b.md", "z");
        var document = "p: |\n  one << a.md >> two << b.md >>\n  three\nq: \"1 << b.md >> \\\"2\\\" << a.md >>\"\n";

        var included = Inclusion.inline(document, path -> Optional.ofNullable(files.get(path)));

        assertThat(read(included.document()))
                .isEqualTo(Json.parse("{\"p\": \"one x\\ny two z\\nthree\\n\", \"q\": \"1 z \\\"2\\\" x\\ny\"}"));
    }
}
