package io.orchestrator.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orchestrator.json.Json;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Value;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    private final Scope scope = Scope.of(Json.parseDict("""
            {"n": 7, "status": "ok", "kinds": ["trend", "sentiment"], "step": {"result": {"score": 0.9}}}"""));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n > 3",
                "{{ n > 3 }}",
                "${n > 3}",
                "  {{ n > 3 }}  ",
                "'trend' in {{ kinds }}",
                "{{ step.result.score }} > 0.5 and ${n} == 7",
                "'{{ status }}' == 'ok'",
                "\"${status}-{{ n }}\" == 'ok-7'",
                "n > 3 if status == 'ok' else false",
                "not n < 3 and status is string and (n is divisibleby 7)",
                "len([k for k in kinds if k.startswith('t')]) == 1",
                "{'a': {'b': n}}['a']['b'] == 7",
                "n is not None",
                "n | string == '7'"
            })
    void holdsWhenWrittenInAnySpelling(String source) {
        var condition = Expression.parse(source).test(scope);

        assertThat(condition).isEqualTo(new Expression.Condition(true, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nope", "n.x.y == 1", "n + 'x'", "kinds[9] == 'x'", "1 / 0", "'x' * 10000000 == ''"})
    void failsClosedAndSaysWhyWhenConditionCannotBeEvaluated(String source) {
        var condition = Expression.parse(source).test(scope);

        assertThat(condition.holds()).isFalse();
        assertThat(condition.why()).isNotBlank();
    }

    @Test
    void givesValueWithTypeWhenEvaluated() {
        assertThat(Expression.parse("[n, n / 2, status]").evaluate(scope)).isEqualTo(Json.parse("[7, 3.5, \"ok\"]"));
        assertThat(Expression.parse("2 ** 64").evaluate(scope)).isEqualTo(Json.parse("18446744073709551616"));
        assertThat(Expression.parse("{{ kinds }}").evaluate(scope)).isInstanceOf(Value.Array.class);
    }

    @Test
    void hasPythonsPrecedenceWhenPowersAndSignsMeet() {
        assertThat(Expression.parse("-2 ** 2").evaluate(scope)).isEqualTo(Value.of(-4));
        assertThat(Expression.parse("2 ** 3 ** 2").evaluate(scope)).isEqualTo(Value.of(512));
        assertThat(Expression.parse("-n | abs").evaluate(scope)).isEqualTo(Value.of(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "n >",
                "(n",
                "n)",
                "n = 3",
                "lambda: 1",
                "n ? 1 : 2",
                "n && m",
                "open('x')",
                "range(3)",
                "n[",
                "[x for x]",
                "import os",
                "{% if n %}",
                "'abc",
                "n..x",
                "f'x'",
                "x := 1",
                "{{ n",
                "n }}",
                "*n",
                "a, , b"
            })
    void refusesSourceWhenItIsNoExpression(String source) {
        var problem = catchThrowableOfType(LanguageException.class, () -> Expression.parse(source));

        assertThat(problem.kind()).isEqualTo(Kind.SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "().__class__",
                "__import__('os')",
                "__builtins__",
                "_n",
                "n.__init__.__globals__",
                "step._secret",
                "[__x for __x in kinds]",
                "kinds | map(attribute='__class__')",
                "step['__class__']",
                "'{0.__class__}'.format(n)"
            })
    void refusesPrivateNamesWhereverTheyAre(String source) {
        assertThatThrownBy(() -> Expression.parse(source).evaluate(scope))
                .isInstanceOf(LanguageException.class)
                .extracting("kind")
                .isEqualTo(Kind.SECURITY);
    }

    @Test
    void suggestsAnotherNameOnlyWhenANameIsKnownAndHasNoValue() {
        var skipped = new Scope() {
            @Override
            public @Nullable Value lookup(String name) {
                return null;
            }

            @Override
            public Collection<String> names() {
                return List.of("handle", "handles");
            }
        };

        assertThatThrownBy(() -> Expression.parse("handle").evaluate(skipped))
                .hasMessageContaining("'handle' is undefined; did you mean 'handles'?");
    }
}
