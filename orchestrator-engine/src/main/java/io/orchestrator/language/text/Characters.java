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

    public static boolean isNumeric(int point) {
        return switch (Character.getType(point)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }
}
