package io.orchestrator.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orchestrator.json.Json;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateTest {

    private final Scope scope = Scope.of(Json.parseDict("""
            {"n": 7, "pi": 3.5, "flag": true, "nothing": null, "names": ["ada", "grace"],
             "user": {"name": "Ada", "items": [1, 2]}, "$item": "loop", "index": 3, "__search_metadata": {"ms": 5}}"""));

    private Value evaluated(String source) {
        return Template.parse(source).evaluate(scope);
    }

    private Value typed(String source) {
        return Template.parse(source).evaluateTyped(scope);
    }

    private String rendered(String source) {
        return Template.parse(source).render(scope);
    }

    private LanguageException problem(String source) {
        return catchThrowableOfType(
                LanguageException.class, () -> Template.parse(source).render(scope));
    }

    @Test
    void keepsTypeWhenSourceIsOneWholeDollarExpression() {
        assertThat(evaluated("${n}")).isEqualTo(Value.of(7));
        assertThat(evaluated("${names}")).isEqualTo(Value.of(List.of(Value.of("ada"), Value.of("grace"))));
        assertThat(evaluated("${nothing}")).isEqualTo(Value.Null.NULL);
        assertThat(evaluated("${n > 3}")).isEqualTo(Value.Bool.TRUE);
        assertThat(evaluated("${ {'a': [n, pi]} }")).isEqualTo(Json.parse("{\"a\": [7, 3.5]}"));
        assertThat(evaluated("${user.name}")).isEqualTo(Value.of("Ada"));
    }

    @Test
    void givesTextWhenDollarExpressionIsOnlyPart() {
        assertThat(evaluated("v${n}")).isEqualTo(Value.of("v7"));
        assertThat(evaluated("${n}${n}")).isEqualTo(Value.of("77"));
        assertThat(evaluated("${n} ")).isEqualTo(Value.of("7 "));
        assertThat(evaluated("{{ n }}")).isEqualTo(Value.of("7"));
        assertThat(rendered("${names}")).isEqualTo("['ada', 'grace']");
    }

    @Test
    void keepsTypeOfBracesAndIgnoresSpaceWhenPlaceIsTyped() {
        assertThat(typed("{{ names }}")).isEqualTo(evaluated("${names}"));
        assertThat(typed(" {{ n }}\n")).isEqualTo(Value.of(7));
        assertThat(typed("${n}\n")).isEqualTo(Value.of(7));
        assertThat(typed("v{{ n }}")).isEqualTo(Value.of("v7"));
        assertThat(typed("{% if flag %}{{ n }}{% endif %}")).isEqualTo(Value.of("7"));
    }

    @Test
    void makesJsonValuesOfTuplesSetsAndKeysWhenTyped() {
        assertThat(typed("${(1, 'a')}")).isEqualTo(Json.parse("[1, \"a\"]"));
        assertThat(typed("${user.items}")).isEqualTo(Json.parse("[1, 2]"));
        assertThat(typed("${ {1: 'a', true: 'b', none: 'c'} }"))
                .isEqualTo(Json.parse("{\"1\": \"b\", \"null\": \"c\"}"));
        assertThat(typed("${range(3)}")).isEqualTo(Json.parse("[0, 1, 2]"));
        assertThat(typed("${user.get('x')}")).isEqualTo(Value.Null.NULL);
    }

    @Test
    void leavesLiteralDollarsAndSecretsWhenEscaped() {
        assertThat(rendered("$${n} costs $5 or ${n}")).isEqualTo("${n} costs $5 or 7");
        assertThat(rendered("Bearer ${secret:api-key}")).isEqualTo("Bearer ${secret:api-key}");
        assertThat(evaluated("${secret:api-key}")).isEqualTo(Value.of("${secret:api-key}"));
        assertThat(Template.parse("${secret:a} $${x}").isConstant()).isTrue();
        assertThat(rendered("{% raw %}${n} {{ n }}{% endraw %}")).isEqualTo("${n} {{ n }}");
        assertThat(rendered("$n $ {n} $$ {}")).isEqualTo("$n $ {n} $$ {}");
    }

    @Test
    void marksReferencesToSecretsWhenTheScopeHasAMark() {
        var template = Template.parse("{% filter upper %}a{% endfilter %}${secret:x} {{ text }} ${secret:y.z}");
        var scope = new Scope() {
            @Override
            public Value lookup(String name) {
                return Value.of("${secret:x}");
            }

            @Override
            public List<String> names() {
                return List.of("text");
            }

            @Override
            public String secretMark() {
                return "m1";
            }
        };

        assertThat(template.render(scope)).isEqualTo("A${secret:m1:x} ${secret:x} ${secret:m1:y.z}");
        assertThat(template.secrets()).containsExactly("x", "y.z");
        assertThat(problem("${secret:a b}")).hasMessageContaining("'a b' is no name of a secret");
    }

    @Test
    void tellsHowToEscapeWhenShellVariableIsNoExpression() {
        var problem = problem("echo ${HOME:-x}");

        assertThat(problem.kind()).isEqualTo(Kind.SYNTAX);
        assertThat(problem).hasMessageContaining("unexpected").hasMessageNotContaining("null");
    }

    @Test
    void readsLoopSpellingsAndMetadataWhenNamesAreSpecial() {
        assertThat(rendered("{{ $item }} {{ $index + 1 }}")).isEqualTo("loop 4");
        assertThat(rendered("{{ __search_metadata.ms }}")).isEqualTo("5");
        assertThat(Template.parse("{{ $item.x }}").references()).containsExactly("$item");
    }

    @Test
    void letsDataKeysWinOverMethodsWhenNamesAreTheSame() {
        assertThat(rendered("{{ user.items }}")).isEqualTo("[1, 2]");
        assertThat(rendered("{{ user.items() | length }}")).isEqualTo("2");
    }

    @Test
    void namesPathAndNearestNameWhenValueIsMissing() {
        assertThat(problem("{{ user.nmae }}")).hasMessage("'user.nmae' is undefined; did you mean 'user.name'?");
        assertThat(problem("{{ nmaes }}")).hasMessage("'nmaes' is undefined; did you mean 'names'?");
        assertThat(problem("{{ usr.name }}"))
                .hasMessage("'usr.name' is undefined: 'usr' has no value; did you mean 'user'?");
        assertThat(problem("{{ user.address.city }}"))
                .hasMessage("'user.address.city' is undefined: 'user.address' has no value; 'user' has name, items");
        assertThat(problem("{{ names[9] }}")).hasMessage("'names[9]' is undefined; 'names' has 2 elements");
        assertThat(problem("{{ n.x }}")).hasMessage("'n.x' is undefined; 'n' is of type int");
        assertThat(problem("{{ user['nmae'] | upper }}"))
                .hasMessage("'user['nmae']' is undefined; did you mean 'user.name'?");
        assertThat(problem("{{ user.keys }}")).hasMessageEndingWith("did you mean 'user.keys()'?");
        assertThat(problem("ab {{ n }} {{ nope }}").offset()).isEqualTo(14);
    }

    @Test
    void namesNearestWordWhenVocabularyIsUnknown() {
        assertThat(problem("{{ n | uper }}")).hasMessage("there is no filter 'uper'; did you mean 'upper'?");
        assertThat(problem("{{ n is defind }}")).hasMessage("there is no test 'defind'; did you mean 'defined'?");
        assertThat(problem("{{ lenn(names) }}")).hasMessage("there is no function 'lenn'; did you mean 'len'?");
        assertThat(problem("{{ 'x'.uper() }}")).hasMessage("there is no method 'uper'; did you mean 'upper'?");
        assertThat(problem("{% fro x in y %}")).hasMessage("unexpected statement 'fro'; did you mean 'for'?");
        assertThat(problem("{{ 'x' | truncate(lenght=3) }}"))
                .hasMessage("the filter 'truncate' has no argument 'lenght'; did you mean 'length'?");
        assertThat(problem("{% if n = 3 %}x{% endif %}"))
                .hasMessage("unexpected '=': write '==' to compare")
                .extracting(LanguageException::offset)
                .isEqualTo(8);
    }

    @Test
    void givesSameAnswerWhenRandomIsReplayed() {
        var template = Template.parse("{{ names | random }}");

        assertThat(template.render(scope)).isEqualTo(template.render(scope)).isIn("ada", "grace");
    }

    @Test
    void treatsMissingElseAsNothingWhenConditionIsFalse() {
        assertThat(rendered("[{{ 'x' if n > 9 }}]")).isEqualTo("[]");
        assertThat(rendered("{{ ('x' if n > 9) | default('y') }}")).isEqualTo("y");
        assertThat(evaluated("${'x' if n > 9}")).isEqualTo(Value.Null.NULL);
    }

    @Test
    void leavesJsonAloneWhenTextIsNone() {
        assertThat(rendered("{{ ('x{' | from_json) ~ ([1] | from_json) ~ ('[1, {\"a\": null}]' | from_json) }}"))
                .isEqualTo("x{[1][1, {'a': None}]");
    }

    @Test
    void takesDateFromExecutionWhenTemplateSaysNow() {
        var withTime =
                Scope.of(Json.parseDict("{\"execution\": {\"timestamp\": \"2025-09-02T02:57:08.123456+00:00\"}}"));

        assertThat(Template.parse("{{ 'now' | date('%d.%m.%y %H:%M:%S.%f %A %j') }}")
                        .render(withTime))
                .isEqualTo("02.09.25 02:57:08.123456 Tuesday 245");
        assertThat(problem("{{ 'now' | date }}").kind()).isEqualTo(Kind.UNDEFINED);
    }

    @Test
    void readsPythonsRegularExpressionsWhenSyntaxDiffers() {
        assertThat(rendered("{{ 'a_b 12' | regex_replace('(?P<my_word>\\w+) (\\d+)', '\\\\2-\\\\g<my_word>') }}"))
                .isEqualTo("12-a_b");
        assertThat(rendered("{{ 'größe 5' | regex_search('\\w+') }}")).isEqualTo("größe");
        assertThat(rendered("{{ 'a[b]' | regex_search('[[]b[]]') }}")).isEqualTo("[b]");
        assertThat(rendered("{{ 'abc' | regex_replace('x*', '-') }}")).isEqualTo("-a-b-c-");
        assertThat(problem("{{ 'a' | regex_search('(') }}").kind()).isEqualTo(Kind.TYPE);
    }

    @Test
    void putsBlankLinesBeforeHeadingsWhenMarkdownIsFormatted() {
        assertThat(rendered("{{ 'Title\\n# Head\\ntext\\n- one\\n1. two' | markdown_format }}"))
                .isEqualTo("Title\n\n# Head\ntext\n\n- one\n\n1. two");
    }
}
