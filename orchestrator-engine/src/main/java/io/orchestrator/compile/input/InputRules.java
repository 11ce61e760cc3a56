package io.orchestrator.compile.input;

import io.orchestrator.compile.document.Kinds;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import io.orchestrator.plan.InputSpec;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks a value against a type and its constraints; every problem at once, each begins with its path. */
public final class InputRules {

    /** Problems beyond these are not collected. */
    public static final int MAX_PROBLEMS = 100;

    private static final int MAX_SHOWN = 60;

    private final List<String> problems;

    /** @param problems takes what is wrong */
    public InputRules(List<String> problems) {
        this.problems = problems;
    }

    /**
     * Checks one value and all inside it.
     *
     * @param path where the value is, for messages
     * @param type what it must be
     * @param constraints as in {@link io.orchestrator.plan.InputSpec#constraints()}
     * @param value the value
     */
    public void check(String path, InputSpec.Type type, Value.Dict constraints, Value value) {
        if (problems.size() >= MAX_PROBLEMS) {
            return;
        }
        if (!InputTypes.fits(type, value)) {
            problem(
                    path,
                    "expected " + InputTypes.expected(type) + ", got " + Kinds.of(value) + " " + shown(value)
                            + advice(type, value));
            return;
        }
        choices(path, constraints, value);
        switch (value) {
            case Value.Text text -> text(path, constraints, text.value());
            case Value.Int n -> range(path, constraints, value);
            case Value.BigInt n -> range(path, constraints, value);
            case Value.Real n -> range(path, constraints, value);
            case Value.Array array -> items(path, constraints, array);
            case Value.Dict object -> properties(path, constraints, object);
            case Value.Null n -> {}
            case Value.Bool b -> {}
        }
    }

    private void choices(String path, Value.Dict constraints, Value value) {
        if (constraints.get("enum") instanceof Value.Array allowed
                && allowed.items().stream().noneMatch(item -> same(item, value))) {
            problem(path, shown(value) + " is not one of " + shown(allowed));
        }
    }

    private void text(String path, Value.Dict constraints, String text) {
        length(path, constraints, text.codePointCount(0, text.length()), "characters");
        if (constraints.get("pattern") instanceof Value.Text pattern) {
            switch (Patterns.find(pattern.value(), text)) {
                case FOUND -> {}
                case NOT_FOUND ->
                    problem(path, shown(Value.of(text)) + " does not match the pattern " + pattern.value());
                case TOO_COSTLY -> problem(path, "the pattern " + pattern.value() + " takes too long on this text");
            }
        }
    }

    private void length(String path, Value.Dict constraints, int length, String unit) {
        if (constraints.get("min_length") instanceof Value.Int least && length < least.value()) {
            problem(path, "has " + length + " " + unit + ", at least " + least.value() + " are needed");
        }
        if (constraints.get("max_length") instanceof Value.Int most && length > most.value()) {
            problem(path, "has " + length + " " + unit + ", at most " + most.value() + " are allowed");
        }
    }

    private void range(String path, Value.Dict constraints, Value number) {
        var least = constraints.get("minimum");
        if (least != null && compare(number, least) < 0) {
            problem(path, shown(number) + " is less than the minimum " + shown(least));
        }
        var most = constraints.get("maximum");
        if (most != null && compare(number, most) > 0) {
            problem(path, shown(number) + " is more than the maximum " + shown(most));
        }
    }

    private void items(String path, Value.Dict constraints, Value.Array array) {
        length(path, constraints, array.items().size(), "items");
        if (constraints.get("items") instanceof Value.Dict rule) {
            for (var i = 0; i < array.items().size(); i++) {
                nested(path + "[" + i + "]", rule, array.items().get(i));
            }
        }
    }

    private void properties(String path, Value.Dict constraints, Value.Dict object) {
        if (!(constraints.get("properties") instanceof Value.Dict rules)) {
            return;
        }
        rules.entries().forEach((name, rule) -> {
            var value = object.get(name);
            if (value != null && rule instanceof Value.Dict declared) {
                nested(path + "." + name, declared, value);
            } else if (rule instanceof Value.Dict declared && Value.Bool.TRUE.equals(declared.get("required"))) {
                problem(path + "." + name, "is required");
            }
        });
    }

    private void nested(String path, Value.Dict rule, Value value) {
        var optional = !Value.Bool.TRUE.equals(rule.get("required"));
        if (optional && value == Value.Null.NULL) {
            return;
        }
        check(path, type(rule.get("type")), rule, value);
    }

    private static InputSpec.Type type(@Nullable Value word) {
        return word instanceof Value.Text text
                ? InputTypes.parse(text.value()).orElse(InputSpec.Type.ANY)
                : InputSpec.Type.ANY;
    }

    private void problem(String path, String message) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(path + ": " + message);
        }
    }

    private static String advice(InputSpec.Type type, Value value) {
        if (value instanceof Value.Text) {
            return switch (type) {
                case INTEGER, NUMBER, BOOLEAN, ARRAY, OBJECT -> "; give it without quotes";
                case STRING, FILE, ANY -> "";
            };
        }
        return type == InputSpec.Type.STRING || type == InputSpec.Type.FILE ? "; give it in quotes" : "";
    }

    private static boolean same(Value first, Value second) {
        return first.equals(second) || (isNumber(first) && isNumber(second) && compare(first, second) == 0);
    }

    private static boolean isNumber(Value value) {
        return InputTypes.fits(InputSpec.Type.NUMBER, value);
    }

    private static int compare(Value first, Value second) {
        return decimal(first).compareTo(decimal(second));
    }

    private static BigDecimal decimal(Value number) {
        return switch (number) {
            case Value.Int i -> BigDecimal.valueOf(i.value());
            case Value.BigInt i -> new BigDecimal(i.value());
            case Value.Real r -> Double.isFinite(r.value()) ? BigDecimal.valueOf(r.value()) : BigDecimal.ZERO;
            case Value.Null n -> BigDecimal.ZERO;
            case Value.Bool b -> BigDecimal.ZERO;
            case Value.Text t -> BigDecimal.ZERO;
            case Value.Array a -> BigDecimal.ZERO;
            case Value.Dict d -> BigDecimal.ZERO;
        };
    }

    private static String shown(Value value) {
        var json = Json.write(value);
        return json.length() <= MAX_SHOWN ? json : json.substring(0, MAX_SHOWN) + "...";
    }
}
