package io.orchestrator.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.json.Json;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueTemplateTest {

    private final Scope scope = Scope.of(Json.parseDict("{\"n\": 7, \"rows\": [{\"id\": 1}]}"));

    @Test
    void rendersTextsAndKeepsTheRestWhenNested() {
        var template = ValueTemplate.of(Json.parse(
                "{\"a {{ n }}\": \"v{{ n }}\", \"b\": [\"${rows}\", 3, null, {\"c\": \"${n * 2}\"}], \"d\": \"x\"}"));

        assertThat(template.render(scope))
                .isEqualTo(Json.parse(
                        "{\"a {{ n }}\": \"v7\", \"b\": [[{\"id\": 1}], 3, null, {\"c\": 14}], \"d\": \"x\"}"));
        assertThat(template.references()).containsExactly("n", "rows");
        assertThat(template.paths()).containsExactly(List.of("n"), List.of("rows"));
    }

    @Test
    void givesAnEqualValueWhenNothingIsTemplate() {
        var source = Json.parse("{\"a\": [\"x\", {\"b\": 1}]}");

        assertThat(ValueTemplate.of(source).render(scope)).isEqualTo(source);
        assertThat(ValueTemplate.EMPTY.render(scope)).isEqualTo(Json.parse("{}"));
    }

    @Test
    void namesPlaceWhenTextIsBroken() {
        var source = Json.parse("{\"parameters\": {\"content\": \"{{ a\"}}");

        assertThatThrownBy(() -> ValueTemplate.of(source))
                .isInstanceOf(LanguageException.class)
                .hasMessageStartingWith("parameters.content: ");
    }

    @Test
    void namesPlaceWhenTextCannotBeRendered() {
        var template = ValueTemplate.of(Json.parse("{\"list\": [1, {\"x\": \"{{ nope }}\"}]}"));

        assertThatThrownBy(() -> template.render(scope)).hasMessage("list[1].x: 'nope' is undefined");
    }

    @Test
    void reportsEveryBrokenTextWhenAskedForAll() {
        var found = new ArrayList<String>();

        var template = ValueTemplate.of(
                Json.parse("{\"a\": \"{{ x\", \"b\": [\"{% if %}\", \"{{ n }}\"]}"),
                (path, problem) -> found.add(path + " " + problem.kind()));

        assertThat(found).containsExactly("a SYNTAX", "b[0] SYNTAX");
        assertThat(template.render(scope)).isEqualTo(Json.parse("{\"a\": \"{{ x\", \"b\": [\"{% if %}\", \"7\"]}"));
    }
}
