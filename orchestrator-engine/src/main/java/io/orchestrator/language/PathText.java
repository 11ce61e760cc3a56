package io.orchestrator.language;

import io.orchestrator.model.Value;
import java.util.List;

/** Dotted paths. */
final class PathText {

    private PathText() {}

    static String withoutBraces(String source) {
        var text = source.strip();
        if (text.startsWith("{{") && text.endsWith("}}")) {
            return text.substring(2, text.length() - 2).strip();
        }
        return text.startsWith("${") && text.endsWith("}")
                ? text.substring(2, text.length() - 1).strip()
                : source;
    }

    static List<String> parse(String text) {
        if (!text.strip().matches("[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*)*")) {
            throw new LanguageException(LanguageException.Kind.SYNTAX, 0, "not a path: " + text);
        }
        return List.of(text.strip().split("\\.", -1));
    }

    static Value read(List<String> path, Scope scope) {
        var value = scope.lookup(path.getFirst());
        for (var name : path.subList(1, path.size())) {
            value = value instanceof Value.Dict dict ? dict.get(name) : null;
        }
        if (value == null) {
            throw new LanguageException(LanguageException.Kind.UNDEFINED, 0, String.join(".", path) + " is undefined");
        }
        return value;
    }

    static boolean truth(Value value) {
        return switch (value) {
            case Value.Null n -> false;
            case Value.Bool b -> b.value();
            case Value.Int i -> i.value() != 0;
            case Value.BigInt b -> true;
            case Value.Real r -> r.value() != 0;
            case Value.Text t -> !t.value().isEmpty();
            case Value.Array a -> !a.items().isEmpty();
            case Value.Dict d -> !d.entries().isEmpty();
        };
    }
}
