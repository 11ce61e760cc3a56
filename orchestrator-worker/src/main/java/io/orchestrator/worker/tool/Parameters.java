package io.orchestrator.worker.tool;

import io.orchestrator.catalog.ParameterSpec;
import io.orchestrator.catalog.ToolSpec;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call's action and parameters, checked against the tool's specification and converted to its types.
 *
 * <p>Templates produce text, so text that spells a number, a boolean, a list or a map counts as one. A parameter that
 * is null counts as absent. Parameters the specification does not know are left out. Accessors ask only for names and
 * types of the specification; anything else is a bug.
 */
public final class Parameters {

    private final ToolSpec spec;
    private final String action;
    private final Map<String, Value> values;

    private Parameters(ToolSpec spec, String action, Map<String, Value> values) {
        this.spec = spec;
        this.action = action;
        this.values = values;
    }

    /** @throws RefusedException naming every problem at once */
    static Parameters read(ToolSpec spec, ToolCall call) throws RefusedException {
        var action = action(spec, call);
        var problems = new ArrayList<String>();
        var values = new LinkedHashMap<String, Value>();
        for (var parameter : spec.parameters()) {
            var given = call.parameters().get(parameter.name());
            if (given != null && given != Value.Null.NULL) {
                read(parameter, given, values, problems);
            } else if (parameter.required()) {
                problems.add(missing(spec, parameter, call.parameters()));
            } else {
                parameter.defaultValue().ifPresent(value -> values.put(parameter.name(), value));
            }
        }
        if (!problems.isEmpty()) {
            throw RefusedException.invalid(title(spec.name(), action) + ": " + String.join("; ", problems));
        }
        return new Parameters(spec, action, values);
    }

    private static void read(ParameterSpec parameter, Value given, Map<String, Value> values, List<String> problems) {
        var converted = Conversions.to(parameter.type(), given);
        if (converted.isEmpty()) {
            problems.add("the parameter '" + parameter.name() + "' must be of type " + parameter.type() + ", not "
                    + Conversions.describe(given));
            return;
        }
        var value = converted.get();
        if (value instanceof Value.Text text) {
            var word = parameter.allowedWord(text.value());
            if (word.isEmpty()) {
                problems.add("the parameter '" + parameter.name() + "' must be one of "
                        + String.join(", ", parameter.allowed()) + ", not '" + Conversions.shorten(text.value()) + "'");
                return;
            }
            value = Value.of(word.get());
        }
        values.put(parameter.name(), value);
    }

    private static String action(ToolSpec spec, ToolCall call) throws RefusedException {
        var given = call.action();
        if (given.isBlank() && call.parameters().get("action") instanceof Value.Text text) {
            given = text.value();
        }
        var action = given.strip();
        if (spec.actions().isEmpty() || action.isEmpty() || spec.actions().contains(action)) {
            return action;
        }
        var hint = spec.nearestAction(action)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElse("");
        throw new RefusedException(Failure.of(
                FailureKind.INVALID,
                "UNKNOWN_ACTION",
                spec.name() + ": unknown action '" + Conversions.shorten(action) + "', it has "
                        + String.join(", ", spec.actions()) + hint));
    }

    private static String missing(ToolSpec spec, ParameterSpec parameter, Value.Dict given) {
        var problem = "the parameter '" + parameter.name() + "' (" + parameter.type() + ") is missing";
        return given.entries().keySet().stream()
                .filter(name -> spec.parameter(name).isEmpty())
                .filter(name -> spec.nearestParameter(name).equals(Optional.of(parameter.name())))
                .findFirst()
                .map(name -> problem + "; did you mean '" + parameter.name() + "' by '" + name + "'?")
                .orElse(problem);
    }

    private static String title(String tool, String action) {
        return action.isEmpty() ? tool : tool + " " + action;
    }

    /** One of the tool's actions; any word where it has none; empty where the call names none. */
    public String action() {
        return action;
    }

    /** The refusal of an action that the call does not name though it must. */
    public RefusedException actionMissing() {
        return new RefusedException(Failure.of(
                FailureKind.INVALID,
                "MISSING_ACTION",
                spec.name() + ": the action is missing, it has " + String.join(", ", spec.actions())));
    }

    /** A refusal that names the tool and the action. */
    public RefusedException invalid(String problem) {
        return RefusedException.invalid(title(spec.name(), action) + ": " + problem);
    }

    public Optional<Value> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public Optional<String> text(String name) {
        return value(name).map(value -> ((Value.Text) value).value());
    }

    public Optional<Double> number(String name) {
        return value(name).map(Conversions::toDouble);
    }

    public Optional<Long> integer(String name) {
        return value(name).map(value -> ((Value.Int) value).value());
    }

    /** False where the parameter is absent and has no default. */
    public boolean flag(String name) {
        return value(name).map(Value.Bool.TRUE::equals).orElse(false);
    }

    public Optional<List<Value>> list(String name) {
        return value(name).map(value -> ((Value.Array) value).items());
    }

    /** The list's elements as text; empty where the parameter is absent. */
    public List<String> words(String name) {
        return list(name).orElse(List.of()).stream().map(Conversions::toText).toList();
    }

    public Optional<Value.Dict> dict(String name) {
        return value(name).map(Value.Dict.class::cast);
    }

    /** The text; absent is a refusal that says which action needs it. */
    public String requiredText(String name) throws RefusedException {
        return text(name).orElseThrow(() -> needed(name));
    }

    /** The value; absent is a refusal that says which action needs it. */
    public Value requiredValue(String name) throws RefusedException {
        return value(name).orElseThrow(() -> needed(name));
    }

    private RefusedException needed(String name) {
        var type = spec.parameter(name).map(ParameterSpec::type).orElse("any");
        return invalid("the parameter '" + name + "' (" + type + ") is missing");
    }
}
