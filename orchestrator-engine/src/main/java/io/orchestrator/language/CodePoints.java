package io.orchestrator.language;

/** A text by characters as Python counts them: one each, whether or not Java needs two for it. */
final class CodePoints {

    private final String text;
    private final int length;

    private CodePoints(String text, int length) {
        this.text = text;
        this.length = length;
    }

    static CodePoints of(Run run, String text) {
        run.charge(text.length() / Bounds.CHARS_A_STEP);
        return new CodePoints(text, text.codePointCount(0, text.length()));
    }

    int length() {
        return length;
    }

    String substring(int from, int to) {
        return text.substring(offset(from), offset(to));
    }

    /** Java's index of a character. */
    int offset(int index) {
        return length == text.length() ? index : text.offsetByCodePoints(0, index);
    }

    /** The character's number at an offset of Java's. */
    int index(int offset) {
        return length == text.length() || offset < 0 ? offset : text.codePointCount(0, offset);
    }
}
