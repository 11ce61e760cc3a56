package io.orchestrator.worker.tool.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArithmeticTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a * b | 59.97",
                "a+a*a | 12",
                "(a + a) * a | 18",
                "-a - -2 | -1",
                "a / 2 | 1.5",
                "a / 0 | null",
                "a * gone | null",
                "price * 2 | 2469.0",
                "`unit price` + 1 | 3",
                "10 - 3 - 2 | 5",
                "DATE_FORMAT(day, '%Y-%m') | \"2024-03\"",
                "date_format(day, \"%d %b %Y, %A\") | \"05 Mar 2024, Tuesday\"",
                "DATE_FORMAT(a, '%Y') | null",
            })
    void calculatesAValueForARow(String expression, String expected) {
        var row = Json.parseDict("{\"a\":3,\"b\":\"19.99\",\"gone\":\"\",\"price\":\"$1,234.50\",\"unit price\":2,"
                + "\"day\":\"2024-03-05\"}");

        assertThat(Arithmetic.parse(expression).value(row)).isEqualTo(Json.parse(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a + | it ends too early",
                "a b | unexpected 'b' at character 3",
                "(a | it lacks a ')'",
                "a ; b | it cannot be read from character 3",
                "exec(a) | unknown function exec, there is DATE_FORMAT(column, format)",
                "DATE_FORMAT('x', 'y') | DATE_FORMAT needs a column",
                "DATE_FORMAT(a, b) | DATE_FORMAT needs a format in quotes",
                "* a | unexpected '*' at character 1",
            })
    void saysWhatIsWrongWithAnExpression(String expression, String problem) {
        assertThatThrownBy(() -> Arithmetic.parse(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem);
    }

    @Test
    void refusesExpressionsThatAreTooLongOrTooDeep() {
        assertThatThrownBy(() -> Arithmetic.parse("(".repeat(500) + "a")).hasMessageContaining("nested deeper");
        assertThatThrownBy(() -> Arithmetic.parse("-".repeat(500) + "a")).hasMessageContaining("nested deeper");
        assertThatThrownBy(() -> Arithmetic.parse("a+".repeat(501) + "a")).hasMessageContaining("longer than");
    }

    @Test
    void namesTheColumnsItReads() {
        assertThat(Arithmetic.parse("a * (b - 2) + DATE_FORMAT(c, '%Y')").columns())
                .containsExactly("a", "b", "c");
    }
}
