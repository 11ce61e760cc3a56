package io.orchestrator.language.text;

import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.Run;

/** A text by characters as Python counts them: one each, whether or not Java needs two for it. */
public final class CodePoints {

    private final String text;
    private final int length;

    private CodePoints(String text, int length) {
        this.text = text;
        this.length = length;
    }

    public static CodePoints of(Run run, String text) {
        run.charge(text.length() / Bounds.CHARS_A_STEP);
        return new CodePoints(text, text.codePointCount(0, text.length()));
    }

    public int length() {
        return length;
    }

    public String substring(int from, int to) {
        return text.substring(offset(from), offset(to));
    }

    /** Java's index of a character. */
    public int offset(int index) {
        return length == text.length() ? index : text.offsetByCodePoints(0, index);
    }

    /** The character's number at an offset of Java's. */
    public int index(int offset) {
        return length == text.length() || offset < 0 ? offset : text.codePointCount(0, offset);
    }
}
