package io.orchestrator.compile.pipeline.field;

import io.orchestrator.compile.document.Node;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Value;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code priority}: high, normal or low, or 0 (least) to 9 (most urgent). */
public final class Priorities {

    private Priorities() {}

    public static Optional<Priority> read(Fields fields) {
        var node = fields.node("priority");
        var priority = node.flatMap(Priorities::of);
        if (node.isPresent() && priority.isEmpty()) {
            fields.wrongType(
                    "priority", "high, normal, low, or a number from 0 (least) to 9 (most urgent)", node.get());
        }
        return priority;
    }

    private static Optional<Priority> of(Node node) {
        return node.value() instanceof Value.Int number
                ? of(number.value())
                : of(node instanceof Node.Scalar scalar ? scalar.text() : "");
    }

    private static Optional<Priority> of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "high" -> Optional.of(Priority.HIGH);
            case "normal" -> Optional.of(Priority.NORMAL);
            case "low" -> Optional.of(Priority.LOW);
            default -> Optional.empty();
        };
    }

    private static Optional<Priority> of(long number) {
        if (number < 0 || number > 9) {
            return Optional.empty();
        }
        if (number >= 7) {
            return Optional.of(Priority.HIGH);
        }
        return Optional.of(number >= 4 ? Priority.NORMAL : Priority.LOW);
    }
}
