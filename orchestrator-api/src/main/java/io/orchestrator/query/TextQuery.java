package io.orchestrator.query;

import java.util.ArrayList;
import java.util.List;

/**
 * Free text: every part must be found somewhere in a job, in any order. {@code two words}, {@code "a phrase"},
 * {@code begin*}, {@code -without}.
 *
 * @param source as it was written
 * @param parts in order
 */
public record TextQuery(String source, List<Part> parts) {

    /** Nothing is asked. */
    public static final TextQuery NONE = new TextQuery("", List.of());

    static final int MAX_CHARS = 500;
    static final int MAX_PARTS = 32;

    private static final String PARAMETER = "text";

    public TextQuery {
        parts = List.copyOf(parts);
    }

    /** Whether a part must be there. */
    public enum Wish {
        PRESENT,
        ABSENT
    }

    /** What the last word of a part stands for. */
    public enum Ending {
        WORD,
        /** Words that begin so. */
        BEGINNING
    }

    /**
     * @param words one after the other; exactly one where it is a beginning
     * @param ending of the last of them
     * @param wish whether they must be there
     */
    public record Part(List<String> words, Ending ending, Wish wish) {
        public Part {
            words = List.copyOf(words);
        }

        boolean isIn(List<String> text) {
            for (int from = 0; from + words.size() <= text.size(); from++) {
                if (isAt(text, from)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isAt(List<String> text, int from) {
            var last = words.size() - 1;
            for (int i = 0; i < last; i++) {
                if (!text.get(from + i).equals(words.get(i))) {
                    return false;
                }
            }
            var word = text.get(from + last);
            return switch (ending) {
                case WORD -> word.equals(words.get(last));
                case BEGINNING -> word.startsWith(words.get(last));
            };
        }
    }

    /** @throws InvalidQueryException with the place, counted from 1 */
    public static TextQuery parse(String text) {
        if (text.length() > MAX_CHARS) {
            throw new InvalidQueryException(
                    PARAMETER, "has " + text.length() + " characters: give at most " + MAX_CHARS);
        }
        var parts = new ArrayList<Part>();
        for (int at = 0; at < text.length(); ) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else {
                at = part(text, at, parts);
            }
            if (parts.size() > MAX_PARTS) {
                throw new InvalidQueryException(PARAMETER, "has more than " + MAX_PARTS + " words: give fewer");
            }
        }
        return new TextQuery(text, parts);
    }

    /** Reads the part that begins here; the position after it. */
    private static int part(String text, int start, List<Part> parts) {
        var wish = text.charAt(start) == '-' ? Wish.ABSENT : Wish.PRESENT;
        var at = wish == Wish.ABSENT ? start + 1 : start;
        var quoted = at < text.length() && text.charAt(at) == '"';
        var end = quoted ? closing(text, at) : blank(text, at);
        var content = text.substring(quoted ? at + 1 : at, end);
        var ending = !quoted && content.endsWith("*") ? Ending.BEGINNING : Ending.WORD;
        var plain = ending == Ending.BEGINNING ? content.substring(0, content.length() - 1) : content;
        if (!quoted && plain.contains("*")) {
            throw problem(start, "'" + content + "': a star stands at the end of a word only");
        }
        var words = Words.of(plain);
        if (words.isEmpty()) {
            throw problem(start, "'" + content + "' has no letter and no digit");
        }
        if (ending == Ending.BEGINNING && words.size() > 1) {
            throw problem(
                    start,
                    "'" + content + "' is several words, and a star stands after one: write '" + String.join(" ", words)
                            + "*'");
        }
        parts.add(new Part(words, ending, wish));
        return quoted ? end + 1 : end;
    }

    private static int closing(String text, int opening) {
        var end = text.indexOf('"', opening + 1);
        if (end < 0) {
            throw problem(opening, "the quotation mark is not closed");
        }
        return end;
    }

    private static int blank(String text, int from) {
        var at = from;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static InvalidQueryException problem(int at, String what) {
        return new InvalidQueryException(PARAMETER, "at character " + (at + 1) + ": " + what);
    }

    /** Whether the texts, taken together, hold what is asked. */
    public boolean matches(List<String> texts) {
        if (parts.isEmpty()) {
            return true;
        }
        var words = texts.stream().map(Words::of).toList();
        return parts.stream().allMatch(part -> words.stream().anyMatch(part::isIn) == (part.wish() == Wish.PRESENT));
    }
}
