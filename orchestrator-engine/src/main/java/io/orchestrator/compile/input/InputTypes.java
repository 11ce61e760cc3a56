package io.orchestrator.compile.input;

import io.orchestrator.model.Value;
import io.orchestrator.plan.InputSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The words for the types of inputs, and which values are of which type. */
public final class InputTypes {

    /** The words of the language; others are aliases. */
    public static final List<String> WORDS =
            List.of("string", "integer", "number", "boolean", "array", "object", "file", "any");

    private InputTypes() {}

    /** The type that a word of a declaration means. */
    public static Optional<InputSpec.Type> parse(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "string", "str", "text" -> Optional.of(InputSpec.Type.STRING);
            case "integer", "int" -> Optional.of(InputSpec.Type.INTEGER);
            case "number", "float", "double" -> Optional.of(InputSpec.Type.NUMBER);
            case "boolean", "bool" -> Optional.of(InputSpec.Type.BOOLEAN);
            case "array", "list" -> Optional.of(InputSpec.Type.ARRAY);
            case "object", "dict", "map" -> Optional.of(InputSpec.Type.OBJECT);
            case "file", "path" -> Optional.of(InputSpec.Type.FILE);
            case "any" -> Optional.of(InputSpec.Type.ANY);
            default -> Optional.empty();
        };
    }

    /** The language's word for a type. */
    public static String word(InputSpec.Type type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** Whether a value is of the type; every value is of type ANY, an integer is a number too. */
    public static boolean fits(InputSpec.Type type, Value value) {
        return switch (type) {
            case ANY -> true;
            case STRING, FILE -> value instanceof Value.Text;
            case BOOLEAN -> value instanceof Value.Bool;
            case INTEGER -> value instanceof Value.Int || value instanceof Value.BigInt;
            case NUMBER ->
                value instanceof Value.Int
                        || value instanceof Value.BigInt
                        || (value instanceof Value.Real real && Double.isFinite(real.value()));
            case ARRAY -> value instanceof Value.Array;
            case OBJECT -> value instanceof Value.Dict;
        };
    }

    /** What a value of the type is called, with its article. */
    public static String expected(InputSpec.Type type) {
        return switch (type) {
            case ANY -> "any value";
            case STRING -> "a text";
            case FILE -> "the path of a file";
            case BOOLEAN -> "true or false";
            case INTEGER -> "an integer";
            case NUMBER -> "a number";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
        };
    }
}
