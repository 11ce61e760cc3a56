package io.orchestrator.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Value;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dollar sign before a template of Jinja's is a dollar sign: pipelines print prices so. */
class DollarTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ${{ x }}                                  | $3
                    Budget: ${{ x }} of ${{ x * 2 }}          | Budget: $3 of $6
                    ${% if x > 2 %}{{ x }}{% else %}0{% endif %} | $3
                    ${x} and ${{ x }}                         | 3 and $3
                    ${# nothing #}                            | $
                    $${x}                                     | ${x}
                    """)
    void printsTheDollarSignWhenATemplateFollows(String template, String expected) {
        var scope = Scope.of(Value.of(Map.of("x", Value.of(3))));

        assertThat(Template.parse(template).render(scope)).isEqualTo(expected);
    }
}
