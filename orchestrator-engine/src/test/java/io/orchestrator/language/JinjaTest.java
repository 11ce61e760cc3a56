package io.orchestrator.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every construct, filter, test, function and method of Jinja2, against what real Jinja2 prints. */
class JinjaTest {

    private static final Value.Dict TABLE = read("jinja.json");
    /** What is meant to differ: a template to {@code {ours, why}}, where ours is a text or the kind of an error. */
    private static final Value.Dict DIFFERENCES = read("jinja-differences.json");

    private final Scope scope = Scope.of((Value.Dict) ConformanceData.field(TABLE, "context"));

    private static Value.Dict read(String name) {
        try (var stream = JinjaTest.class.getResourceAsStream("/language/" + name)) {
            var bytes = Objects.requireNonNull(stream, name).readAllBytes();
            return Json.parseDict(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Arguments> rows() {
        return ((Value.Array) ConformanceData.field(TABLE, "cases"))
                .items().stream()
                        .map(Value.Dict.class::cast)
                        .map(row -> Arguments.of(text(row, "template"), expected(row)));
    }

    private static String text(Value.Dict row, String name) {
        return ((Value.Text) ConformanceData.field(row, name)).value();
    }

    private static String expected(Value.Dict row) {
        if (DIFFERENCES.get(text(row, "template")) instanceof Value.Dict difference) {
            return text(difference, "ours");
        }
        return row.get("output") instanceof Value.Text output ? output.value() : text(row, "error");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void printsWhatJinjaPrintsWhenTemplateIsRendered(String source, String expected) {
        var outcome = outcome(source);

        assertThat(outcome).isEqualTo(expected);
    }

    private String outcome(String source) {
        try {
            return Template.parse(source).render(scope);
        } catch (LanguageException e) {
            return e.kind().name();
        }
    }

    @Test
    void namesOnlyRowsOfTheTableWhenDifferencesAreListed() {
        var sources = rows().map(row -> row.get()[0]).toList();

        assertThat(sources).containsAll(DIFFERENCES.entries().keySet());
    }
}
