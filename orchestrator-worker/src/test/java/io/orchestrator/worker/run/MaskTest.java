package io.orchestrator.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MaskTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                hunter2 | my hunter2, hunter22        | my ***, ***2
                42      | 42                          | ***
                42      | pin 42, code=42; (42)       | pin ***, code=***; (***)
                42      | 142 421 4242 a42 42b        | 142 421 4242 a42 42b
                abc     | abc abcabc abc              | *** abcabc ***
                aa      | aaa aa                      | aaa ***
                -7      | 3-7 is -7                   | 3*** is ***
                é1      | é1 é11                      | *** é11
                x       | x is x                      | x is x
                true    | true                        | true
                null    | null                        | null
                """)
    void blotsOutOfTexts(String secret, String text, String masked) {
        assertThat(Mask.of(List.of(secret)).apply(text)).isEqualTo(masked);
    }

    @Test
    void leavesNoRestWhenOneSecretIsInsideOfAnother() {
        assertThat(Mask.of(List.of("pass", "password", "or")).apply("password or pass"))
                .isEqualTo("*** *** ***");
    }

    @Test
    void blotsOutNumbersThatAreSecretWhereverTheyStand() {
        var mask = Mask.of(List.of("4711", "200", "1.25", "true"));
        var result = Value.of(Map.of(
                "pin", Value.of(4711),
                "status", Value.of(200),
                "rates", Value.of(List.of(Value.of(1.25), Value.of(2.5), Value.of("at 200"))),
                "success", Value.of(true)));

        var masked = mask.apply(new TaskResult.Done(result, Optional.empty()));

        assertThat(masked)
                .isEqualTo(new TaskResult.Done(
                        Value.of(Map.of(
                                "pin", Value.of("***"),
                                "status", Value.of(200),
                                "rates", Value.of(List.of(Value.of("***"), Value.of(2.5), Value.of("at ***"))),
                                "success", Value.of(true))),
                        Optional.empty()));
    }

    @Test
    void blotsOutOfTheNamesOfFields() {
        var masked = Mask.of(List.of("hunter2"))
                .apply(new TaskResult.Done(Value.of(Map.of("hunter2", Value.of(1))), Optional.empty()));

        assertThat(masked).isEqualTo(new TaskResult.Done(Value.of(Map.of("***", Value.of(1))), Optional.empty()));
    }
}
