package io.orchestrator.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Value;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConformanceTest {

    static Stream<Arguments> printedTemplates() {
        return rows("templates.json", "template", "output");
    }

    static Stream<Arguments> failingTemplates() {
        return rows("templates.json", "template", "error");
    }

    static Stream<Arguments> conditions() {
        return rows("conditions.json", "condition", "value");
    }

    private static Stream<Arguments> rows(String file, String source, String answer) {
        var data = ConformanceData.load(file);
        return data.cases().stream()
                .filter(row -> row.get(answer) != null)
                .map(row -> Arguments.of(row.get(source), row, data.scope()));
    }

    @ParameterizedTest
    @MethodSource("printedTemplates")
    void printsWhatJinjaPrintsWhenTemplateIsRendered(Value.Text source, Value.Dict row, Scope scope) {
        var template = Template.parse(source.value());

        var printed = template.render(scope);

        assertThat(Value.of(printed)).isEqualTo(row.get("output"));
    }

    @ParameterizedTest
    @MethodSource("failingTemplates")
    void failsWithSameKindWhenTemplateIsWrong(Value.Text source, Value.Dict row, Scope scope) {
        var problem = catchThrowableOfType(
                LanguageException.class, () -> Template.parse(source.value()).render(scope));

        assertThat(problem.kind()).isEqualTo(kind(row));
    }

    private static Kind kind(Value.Dict row) {
        return switch (((Value.Text) ConformanceData.field(row, "error")).value()) {
            case "UndefinedError" -> Kind.UNDEFINED;
            case "TemplateSyntaxError" -> Kind.SYNTAX;
            case "SecurityError" -> Kind.SECURITY;
            case "TypeError" -> Kind.TYPE;
            default -> throw new IllegalArgumentException("unknown error in " + row);
        };
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void decidesAsTheOriginalWhenConditionIsTested(Value.Text source, Value.Dict row, Scope scope) {
        var fails = Value.Bool.TRUE.equals(row.get("error"));

        var condition = test(source.value(), scope);

        assertThat(Value.of(condition.holds())).isEqualTo(truth(row));
        assertThat(condition.why().isEmpty()).isEqualTo(!fails);
    }

    /** The table gives the value; whether it counts as true is what a condition tells. */
    private static Value truth(Value.Dict row) {
        return row.get("value") instanceof Value.Text text
                ? Value.of(!text.value().isEmpty())
                : ConformanceData.field(row, "value");
    }

    private static Expression.Condition test(String source, Scope scope) {
        try {
            return Expression.parse(source).test(scope);
        } catch (LanguageException e) {
            return new Expression.Condition(false, String.valueOf(e.getMessage()));
        }
    }
}
