package io.orchestrator.worker.tool.validation;

import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Conversions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes data fit where only the type is wrong: "5" for 5, 5 for "5", "yes" for true. */
final class Coercion {

    private Coercion() {}

    /** What the violation's data becomes; empty where it is no matter of type, or nothing safe fits. */
    static Optional<Value> coerced(Violation violation) {
        if (!violation.validator().equals("type")) {
            return Optional.empty();
        }
        var types = violation.validatorValue() instanceof Value.Array array
                ? array.items()
                : List.of(violation.validatorValue());
        return types.stream()
                .map(type -> as(Conversions.toText(type), violation.instance()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Value> as(String type, Value instance) {
        return switch (type) {
            case "integer", "number" ->
                instance instanceof Value.Text ? Conversions.to(type, instance) : Optional.empty();
            case "boolean" -> instance instanceof Value.Text ? Conversions.to(type, instance) : Optional.empty();
            case "string" -> instance instanceof Value.Null ? Optional.empty() : Conversions.to(type, instance);
            case "null" ->
                instance instanceof Value.Text text && text.value().isBlank()
                        ? Optional.of(Value.Null.NULL)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The data with another value at a path of names and indexes. */
    static Value replaced(Value data, List<Value> path, Value value) {
        if (path.isEmpty()) {
            return value;
        }
        var rest = path.subList(1, path.size());
        if (data instanceof Value.Dict dict && path.getFirst() instanceof Value.Text name) {
            var field = dict.get(name.value());
            return field == null ? dict : dict.with(name.value(), replaced(field, rest, value));
        }
        if (data instanceof Value.Array array && path.getFirst() instanceof Value.Int index) {
            var items = new ArrayList<>(array.items());
            var at = (int) index.value();
            items.set(at, replaced(items.get(at), rest, value));
            return Value.of(items);
        }
        return data;
    }
}
