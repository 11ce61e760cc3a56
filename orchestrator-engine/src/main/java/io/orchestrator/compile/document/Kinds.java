package io.orchestrator.compile.document;

import io.orchestrator.model.Value;

/** What people call a value's type. */
public final class Kinds {

    private Kinds() {}

    /** With its article, for messages: "a text", "an integer", "nothing" for null. */
    public static String of(Value value) {
        return switch (value) {
            case Value.Null n -> "nothing";
            case Value.Bool b -> "a boolean";
            case Value.Int i -> "an integer";
            case Value.BigInt i -> "an integer";
            case Value.Real r -> "a number";
            case Value.Text t -> "a text";
            case Value.Array a -> "a list";
            case Value.Dict d -> "a mapping";
        };
    }
}
