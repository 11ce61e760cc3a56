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

    private static final Value BLOT = Value.of(Mask.BLOT);

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                x     | x is x, not xx            | *** is ***, not xx
                7     | 7 of 17, "n": 7           | *** of 17, "n": ***
                true  | true, "a": true, untrue   | ***, "a": ***, untrue
                null  | null and nullable         | *** and nullable
                """)
    void blotsOutAShortTextThatIsASensitiveInput(String input, String text, String masked) {
        assertThat(none().with(List.of(Value.of(input))).apply(text)).isEqualTo(masked);
    }

    @Test
    void blotsOutAnInputThatIsANumberOrTrueWhereverItStands() {
        var mask = none().with(List.of(Value.of(7), Value.of(false), Value.of(1.5)));
        var result = Value.of(Map.of(
                "success", Value.of(false),
                "count", Value.of(7),
                "result",
                        Value.of(Map.of(
                                "n", Value.of(List.of(Value.of(7), Value.of(8), Value.of(1.5))),
                                "ok", Value.of(false),
                                "fine", Value.of(true),
                                "text", Value.of("7 False 1.5 true"),
                                "none", Value.Null.NULL))));

        assertThat(mask.apply(done(result)))
                .isEqualTo(done(Value.of(Map.of(
                        "success", Value.of(false),
                        "count", BLOT,
                        "result",
                                Value.of(Map.of(
                                        "n", Value.of(List.of(BLOT, Value.of(8), BLOT)),
                                        "ok", BLOT,
                                        "fine", Value.of(true),
                                        "text", Value.of("*** *** *** true"),
                                        "none", Value.Null.NULL))))));
    }

    @Test
    void blotsOutShortPartsOfAnInputUnderTheirNamesAndAllOfItAnywhere() {
        var patient = Value.of(Map.of(
                "name", Value.of("Ada Lovelace"),
                "insured", Value.of(true),
                "children", Value.of(3),
                "grades", Value.of(List.of(Value.of(1), Value.of(2))),
                "blood", Value.of("A")));
        var result = Value.of(Map.of(
                "copy", patient,
                "insured", Value.of(true),
                "children", Value.of(List.of(Value.of(3), Value.of(4))),
                "grades", Value.of(List.of(Value.of(2), Value.of(9))),
                "blood", Value.of("A"),
                "fine", Value.of(true),
                "count", Value.of(3),
                "text", Value.of("A Ada Lovelace has 3")));

        assertThat(none().with(List.of(patient)).apply(done(Value.of(Map.of("result", result)))))
                .isEqualTo(done(Value.of(Map.of(
                        "result",
                        Value.of(Map.of(
                                "copy", BLOT,
                                "insured", BLOT,
                                "children", Value.of(List.of(BLOT, Value.of(4))),
                                "grades", Value.of(List.of(BLOT, Value.of(9))),
                                "blood", BLOT,
                                "fine", Value.of(true),
                                "count", Value.of(3),
                                "text", Value.of("A *** has 3")))))));
    }

    @Test
    void leavesEverythingWhereAnInputHoldsNothing() {
        var result = Value.of(Map.of(
                "list",
                Value.of(List.of()),
                "map",
                Value.EMPTY,
                "none",
                Value.Null.NULL,
                "text",
                Value.of("[] {} null")));
        var mask = none().with(List.of(Value.of(List.of()), Value.EMPTY, Value.Null.NULL, Value.of(""), Value.of(" ")));

        assertThat(mask.apply(done(result))).isEqualTo(done(result));
    }

    @Test
    void leavesTheNamesWithoutWhichNoResultCanBeRead() {
        var result = Value.of(Map.of("result", Value.of("the result"), "success", Value.of(true)));

        assertThat(none().with(List.of(Value.of("result"), Value.of("success"))).apply(done(result)))
                .isEqualTo(done(Value.of(Map.of("result", Value.of("the ***"), "success", Value.of(true)))));
    }

    private static Mask none() {
        return Mask.of(List.of());
    }

    private static TaskResult done(Value.Dict envelope) {
        return new TaskResult.Done(envelope, Optional.empty());
    }

    @Test
    void blotsOutOfTheNamesOfFields() {
        var masked = Mask.of(List.of("hunter2"))
                .apply(new TaskResult.Done(Value.of(Map.of("hunter2", Value.of(1))), Optional.empty()));

        assertThat(masked).isEqualTo(new TaskResult.Done(Value.of(Map.of("***", Value.of(1))), Optional.empty()));
    }
}
