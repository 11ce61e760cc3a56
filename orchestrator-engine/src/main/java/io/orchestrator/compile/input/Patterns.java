package io.orchestrator.compile.input;

import io.orchestrator.language.text.CountedText;
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
            return Pattern.compile(pattern)
                            .matcher(new CountedText(text, new Looks()::add))
                            .find()
                    ? Match.FOUND
                    : Match.NOT_FOUND;
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

    /** Counts the looks at a text. */
    private static final class Looks {
        private int count;

        void add() {
            if (++count > MAX_LOOKS) {
                throw new TooCostly();
            }
        }
    }
}
