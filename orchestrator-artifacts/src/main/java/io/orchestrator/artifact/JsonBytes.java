package io.orchestrator.artifact;

import io.orchestrator.model.Value;

/** How long values are in JSON. */
final class JsonBytes {

    private static final int MOST_OF_A_CHARACTER = 6;
    private static final int MOST_OF_OTHERS = 25;

    private JsonBytes() {}

    /** Bytes in UTF-8, quotes included; a text that is much too long is not counted to its end. */
    static long of(String text) {
        if (text.length() > LargeValues.INLINE_BYTES) {
            return text.length() + 2L;
        }
        var bytes = 2L;
        for (var i = 0; i < text.length(); i++) {
            bytes += of(text.charAt(i));
        }
        return bytes;
    }

    /** Whether the value is not large for certain: found without counting the bytes of each character. */
    static boolean isSmall(Value value) {
        return left(value, LargeValues.INLINE_BYTES) >= 0;
    }

    /** What is left of the bytes when the value has taken the most that it can; negative where it can take more. */
    private static long left(Value value, long bytes) {
        return switch (value) {
            case Value.Text text -> bytes - most(text.value());
            case Value.Array array -> {
                var left = bytes - 2;
                for (var item : array.items()) {
                    left = left < 0 ? left : left(item, left - 1);
                }
                yield left;
            }
            case Value.Dict dict -> {
                var left = bytes - 2;
                for (var field : dict.entries().entrySet()) {
                    left = left < 0 ? left : left(field.getValue(), left - 2 - most(field.getKey()));
                }
                yield left;
            }
            case Value.BigInt big -> bytes - big.value().bitLength() / 3 - 2;
            case Value.Null n -> bytes - MOST_OF_OTHERS;
            case Value.Bool b -> bytes - MOST_OF_OTHERS;
            case Value.Int i -> bytes - MOST_OF_OTHERS;
            case Value.Real r -> bytes - MOST_OF_OTHERS;
        };
    }

    private static long most(String text) {
        return 2 + (long) MOST_OF_A_CHARACTER * text.length();
    }

    private static int of(char c) {
        if (c < 0x20) {
            return 6;
        }
        if (c == '"' || c == '\\') {
            return 2;
        }
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}
