package io.orchestrator.language.text;

/**
 * A text for the JDK's matcher, whose backtracking reads the same characters again and again: every look at one is told.
 *
 * @param text as it is
 * @param onLook runs at each look, and throws where it was one too many
 */
public record CountedText(String text, Runnable onLook) implements CharSequence {

    @Override
    public char charAt(int index) {
        onLook.run();
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
