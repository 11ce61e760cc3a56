package io.orchestrator.artifact;

/** How long a text is in JSON. */
final class JsonBytes {

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
