package io.orchestrator.language.text;

import io.orchestrator.language.value.Run;
import java.util.function.IntPredicate;

/** What Python's {@code isdigit}, {@code islower} and the like ask of a text. */
public final class Characters {

    private Characters() {}

    /** Whether there are characters and all of them are such. */
    public static boolean all(String text, IntPredicate such) {
        return !text.isEmpty() && text.codePoints().allMatch(such);
    }

    /** Whether there are letters with case, and all of those are lower case. */
    public static boolean isLower(Run run, String text) {
        run.scan(text);
        return text.codePoints().anyMatch(Character::isLowerCase)
                && text.codePoints().noneMatch(point -> Character.isUpperCase(point) || Character.isTitleCase(point));
    }

    public static boolean isUpper(Run run, String text) {
        run.scan(text);
        return text.codePoints().anyMatch(Character::isUpperCase)
                && text.codePoints().noneMatch(point -> Character.isLowerCase(point) || Character.isTitleCase(point));
    }

    /** Whether every word begins with the only letter of it that is upper case, and there is one. */
    public static boolean isTitle(Run run, String text) {
        run.scan(text);
        var inWord = false;
        var found = false;
        for (var point : text.codePoints().toArray()) {
            var upper = Character.isUpperCase(point) || Character.isTitleCase(point);
            if (upper == inWord && (upper || Character.isLowerCase(point))) {
                return false;
            }
            inWord = upper || Character.isLowerCase(point);
            found |= inWord;
        }
        return found;
    }

    public static boolean isIdentifier(String text) {
        return !text.isEmpty()
                && !Character.isDigit(text.codePointAt(0))
                && text.codePoints().allMatch(Words::isWord);
    }

    public static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }

    public static boolean isNumeric(int point) {
        return switch (Character.getType(point)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }
}
