package io.orchestrator.compile.input;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions of authors, matched against texts of users: bounded in work, whatever either of them writes. */
public final class Patterns {

    /** The most characters a match may look at, backtracking included. */
    static final int MAX_LOOKS = 2_000_000;

    /** The longest pattern. */
    static final int MAX_LENGTH = 1_000;

    /** How a match ended. */
    enum Match {
        FOUND,
        NOT_FOUND,
        TOO_COSTLY
    }

    private Patterns() {}

    /** What is wrong with the pattern; empty where it can be used. */
    public static Optional<String> problem(String pattern) {
        if (pattern.length() > MAX_LENGTH) {
            return Optional.of("it is longer than " + MAX_LENGTH + " characters");
        }
        try {
            Pattern.compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(e.getDescription());
        }
    }

    /** Whether the pattern, which has no {@link #problem}, occurs in the text. */
    static Match find(String pattern, String text) {
        try {
            return Pattern.compile(pattern).matcher(new Counted(text)).find() ? Match.FOUND : Match.NOT_FOUND;
        } catch (TooCostly | StackOverflowError e) {
            // The JDK's matcher recurses once a repetition of a group: a long text can exhaust any stack.
            return Match.TOO_COSTLY;
        }
    }

    private static final class TooCostly extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooCostly() {
            super("pattern", null, false, false);
        }
    }

    /** A text that counts how often it is looked at. */
    private static final class Counted implements CharSequence {
        private final String text;
        private int looks;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++looks > MAX_LOOKS) {
                throw new TooCostly();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
