package io.orchestrator.compile.desugar;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values of a document as expressions; the templates in their texts become parts of the expression. */
public final class Literals {

    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{(.*?)}}|(?<!\\$)\\$\\{([^}]*+)}", Pattern.DOTALL);

    private Literals() {}

    /** An expression that gives the value, as a template in its place would. */
    public static String expression(Value value) {
        return switch (value) {
            case Value.Text text -> text(text.value());
            case Value.Array array ->
                array.items().stream().map(Literals::expression).collect(Collectors.joining(", ", "[", "]"));
            case Value.Dict dict ->
                dict.entries().entrySet().stream()
                        .map(entry -> Json.write(Value.of(entry.getKey())) + ": " + expression(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Value.Null n -> "none";
            case Value.Bool b -> Json.write(b);
            case Value.Int i -> Json.write(i);
            case Value.BigInt i -> Json.write(i);
            case Value.Real r -> Json.write(r);
        };
    }

    /** A text that is one template keeps its type; several parts are joined to a text. */
    private static String text(String text) {
        var parts = new ArrayList<String>();
        var matcher = TEMPLATE.matcher(text);
        var at = 0;
        while (matcher.find()) {
            literal(text.substring(at, matcher.start()), parts);
            var inner = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            parts.add("(" + inner.strip() + ")");
            at = matcher.end();
        }
        if (parts.isEmpty()) {
            return Json.write(Value.of(text));
        }
        if (parts.size() == 1 && text.substring(at).isBlank()) {
            return parts.getFirst();
        }
        literal(text.substring(at), parts);
        return String.join(" ~ ", parts);
    }

    private static void literal(String text, List<String> parts) {
        if (!text.isEmpty()) {
            parts.add(Json.write(Value.of(text)));
        }
    }
}
