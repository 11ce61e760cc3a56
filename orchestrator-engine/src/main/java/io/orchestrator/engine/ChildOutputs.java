package io.orchestrator.engine;

import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a step takes over of the outputs of the workflow that it has run. */
final class ChildOutputs {

    /** A name, or a position in brackets. */
    private static final Pattern PART = Pattern.compile("([^.\\[\\]]+)|\\[(\\d{1,9})]");

    private ChildOutputs() {}

    /**
     * @param paths name to path ({@code report.pages[0]}); empty takes all outputs as they are
     * @param seen gives what a mark on the way stands for
     * @throws LanguageException UNDEFINED where the outputs lack a path
     */
    static Value.Dict of(Value.Dict paths, Value.Dict outputs, UnaryOperator<Value> seen) {
        if (paths.entries().isEmpty()) {
            return outputs;
        }
        var taken = new LinkedHashMap<String, Value>();
        paths.entries().forEach((name, path) -> {
            var text = path instanceof Value.Text written ? written.value() : "";
            var value = at(outputs, text, seen);
            if (value == null) {
                throw new LanguageException(
                        Kind.UNDEFINED,
                        0,
                        "outputs." + name + ": the workflow's outputs have no '" + text + "', only "
                                + String.join(", ", outputs.entries().keySet()));
            }
            taken.put(name, value);
        });
        return Value.of(taken);
    }

    private static @Nullable Value at(Value.Dict outputs, String path, UnaryOperator<Value> seen) {
        var whole = outputs.get(path);
        if (whole != null) {
            return whole;
        }
        var parts = PART.matcher(path);
        var value = parts.find() ? part(outputs, parts.group(1), parts.group(2)) : null;
        while (value != null && parts.find()) {
            value = part(seen.apply(value), parts.group(1), parts.group(2));
        }
        return value;
    }

    private static @Nullable Value part(Value value, @Nullable String name, @Nullable String position) {
        if (name != null) {
            return value instanceof Value.Dict dict ? dict.get(name) : null;
        }
        if (position == null || !(value instanceof Value.Array array)) {
            return null;
        }
        var index = Integer.parseInt(position);
        return index < array.items().size() ? array.items().get(index) : null;
    }
}
