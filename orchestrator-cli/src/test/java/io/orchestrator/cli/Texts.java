package io.orchestrator.cli;

import io.orchestrator.model.Value;
import java.util.function.Consumer;

/** The texts inside a value. */
final class Texts {

    private Texts() {}

    /** Hands over every text of the value, keys of mappings included. */
    static void in(Value value, Consumer<String> found) {
        switch (value) {
            case Value.Text text -> found.accept(text.value());
            case Value.Array array -> array.items().forEach(item -> in(item, found));
            case Value.Dict dict ->
                dict.entries().forEach((key, entry) -> {
                    found.accept(key);
                    in(entry, found);
                });
            case Value.Null n -> {}
            case Value.Bool b -> {}
            case Value.Int i -> {}
            case Value.BigInt i -> {}
            case Value.Real r -> {}
        }
    }
}
