package io.orchestrator.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Value;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BoundsTest {

    private static final Scope SCOPE = Scope.of(Value.EMPTY);

    private static Kind kind(String source) {
        return catchThrowableOfType(
                        LanguageException.class, () -> Template.parse(source).render(SCOPE))
                .kind();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ 'x' * 10000000 }}",
                "{{ [0] * 10000000 }}",
                "{{ ('x' * 1000000) ~ 'y' }}",
                "{{ ('x' * 1000000).replace('x', 'yy') }}",
                "{{ 2 ** 2000 }}",
                "{{ 9 ** 9 ** 9 }}",
                "{{ 10 ** 1000 * 10 ** 1000 * 10 ** 1000 * 10 ** 1000 * 10 ** 1000 }}",
                "{{ '%1000000000d' % 1 }}",
                "{{ '%.300000000f' % 1 }}",
                "{{ 'x'.ljust(2000000000) }}",
                "{{ 'x' | center(2000000000) }}",
                "{{ range(1000000000) }}",
                "{{ [1] | slice(1000000000) }}",
                "{{ [1] | batch(1000000000, 0) }}",
                "{{ ('9' * 100000) | int }}",
                "{% for i in range(100000) %}{{ 'x' * 100 }}{% endfor %}",
                "{% for i in range(1000) %}{% for j in range(1000) %}x{% endfor %}{% endfor %}",
                "{{ [i for i in range(1000) for j in range(1000)] }}",
                "{{ ('a' * 60 ~ '!') | regex_search('(a|aa)+\\\\1b$') }}",
                "{{ ('a' * 5000) | regex_search('a*a*a*a*b') }}",
                "{{ ('ab' * 100000) | regex_search('(a|b)*c') }}",
                "{{ 'x' | regex_search('(' * 2000) }}",
                "{{ ('ab' * 400000) | regex_replace('a', 'xyz') }}",
                "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}",
                "{% macro m(n) %}{% for i in [1, 2, 3, 4, 5, 6] if n %}{{ m(n - 1) }}{% endfor %}{% endmacro %}{{ m(9) }}",
                "{% set v = namespace(x=[]) %}{% for i in range(1000) %}{% set v.x = [v.x] %}{% endfor %}{{ v.x }}",
                "{% set v = namespace(x=[]) %}{% for i in range(1000) %}{% set v.x = [v.x] %}{% endfor %}{{ v.x | tojson }}",
                "{% set v = namespace(x=[]) %}{% for i in range(1000) %}{% set v.x = [v.x] %}{% endfor %}{{ v.x == [v.x] }}",
                "{% set v = namespace(x=[0]) %}{% for i in range(50) %}{% set v.x = [v.x, v.x] %}{% endfor %}{{ v.x }}",
                "{% set v = namespace(x='a') %}{% for i in range(50) %}{% set v.x = v.x ~ v.x %}{% endfor %}",
                "{% set x = 'x' * 1000000 %}{% for i in range(100000) %}{% set y = x | upper %}{% endfor %}",
                "{% set x = 'x' * 1000000 %}{% for i in range(100000) %}{% set y = x.startswith(x) %}{% endfor %}",
                "{% set x = range(100000) | list %}{% for i in range(90000) %}{% set y = -1 in x %}{% endfor %}"
            })
    void stopsWithLimitWhenTemplateWouldCostTooMuch(String source) {
        assertThat(kind(source)).isEqualTo(Kind.LIMIT);
    }

    @Test
    void searchesInLinearTimeWhenTextsAreAlike() {
        assertThat(Template.parse("{{ ('a' * 400000 ~ 'b') in ('a' * 900000) }}")
                        .render(SCOPE))
                .isEqualTo("False");
    }

    @Test
    void refusesSourceWhenExpressionIsTooLarge() {
        assertThat(kind("{{ " + "(".repeat(41) + "1" + ")".repeat(41) + " }}")).isEqualTo(Kind.LIMIT);
        assertThat(kind("{{ " + "not ".repeat(50) + "1 }}")).isEqualTo(Kind.LIMIT);
        assertThat(kind("{{ " + "-".repeat(50) + "1 }}")).isEqualTo(Kind.LIMIT);
        assertThat(kind("{{ " + "[".repeat(300) + "]".repeat(300) + " }}")).isEqualTo(Kind.LIMIT);
        assertThat(kind("{{ 1" + " + 1".repeat(300) + " }}")).isEqualTo(Kind.LIMIT);
        assertThat(kind("{{ '" + "x".repeat(Bounds.EXPRESSION_CHARS) + "' }}")).isEqualTo(Kind.LIMIT);
        assertThat(kind("{% if 1 %}".repeat(21) + "{% endif %}".repeat(21))).isEqualTo(Kind.LIMIT);
        assertThat(kind("x".repeat(Bounds.TEMPLATE_CHARS + 1))).isEqualTo(Kind.LIMIT);
    }

    @Test
    void acceptsSourceWhenItIsJustWithinBounds() {
        assertThat(Template.parse("{{ " + "(".repeat(38) + "1" + ")".repeat(38) + " }}")
                        .render(SCOPE))
                .isEqualTo("1");
        assertThat(Template.parse("{{ 1" + " + 1".repeat(249) + " }}").render(SCOPE))
                .isEqualTo("250");
        assertThat(Template.parse("{% for i in range(99999) %}{{ i }}{% endfor %}")
                        .render(SCOPE))
                .endsWith("99998");
        assertThat(Template.parse("x".repeat(Bounds.TEMPLATE_CHARS)).render(SCOPE))
                .hasSize(Bounds.TEMPLATE_CHARS);
    }

    @Test
    void staysWithinSmallStackWhenNestingIsAtItsBounds() throws InterruptedException {
        var body = "{% if 1 %}".repeat(17) + "{{ m(n)" + " + 1".repeat(240) + " }}" + "{% endif %}".repeat(17);
        var template = Template.parse("{% macro m(n) %}" + body + "{% endmacro %}{{ m(0) }}");
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var thread = new Thread(null, () -> template.render(SCOPE), "small", 768 * 1024);
        thread.setUncaughtExceptionHandler((ignored, failure) -> failures.add(failure));

        thread.start();
        thread.join();

        assertThat(failures).singleElement().isInstanceOf(LanguageException.class);
    }
}
