package io.orchestrator.compile.pipeline.step;

import java.util.regex.Pattern;

/** What an action in words asks for. */
sealed interface Prose {

    /** @param command of a shell */
    record Echo(String command) implements Prose {}

    /** @param text to give as the result */
    record Show(String text) implements Prose {}

    /**
     * @param path of the file
     * @param content to write
     */
    record Write(String path, String content) implements Prose {}

    /** @param words only a model can follow */
    record Model(String words) implements Prose {}

    /** One word, or none: no prose. */
    record Word() implements Prose {}

    /** The words before the text to show. */
    Pattern SHOW = Pattern.compile("(?:print|display|show|output)\\s+(.+)", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    /** A file's name, a colon, and what to write. */
    Pattern WRITE = Pattern.compile(
            "(?:write|save)\\s+(?:the\\s+)?(?:following\\s+)?(?:content|text|data)?\\s*(?:in)?to\\s+"
                    + "(?:the\\s+)?(?:file\\s+)?[`\"']?([^\\s`\"':]+)[`\"']?\\s*:\\s*(.*)",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    /** Tells the words of an action apart. */
    static Prose of(String action) {
        var text = action.strip();
        if (text.chars().noneMatch(Character::isWhitespace)) {
            return new Word();
        }
        if (text.regionMatches(true, 0, "echo ", 0, 5)) {
            return new Echo("echo " + text.substring(5).strip());
        }
        var write = WRITE.matcher(text);
        if (write.matches()) {
            return new Write(write.group(1), write.group(2));
        }
        var show = SHOW.matcher(text);
        return show.matches() ? new Show(show.group(1).strip()) : new Model(text);
    }
}
