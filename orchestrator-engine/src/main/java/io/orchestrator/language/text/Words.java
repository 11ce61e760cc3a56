package io.orchestrator.language.text;

import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Python's operations on texts, without the bounds except where a text may grow. */
public final class Words {

    private static final String BEFORE_WORDS = "-({[<";

    private Words() {}

    public static boolean isSpace(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point) || point == 0x85;
    }

    static boolean isWord(int point) {
        return point == '_' || Character.isLetterOrDigit(point);
    }

    public static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        var first = text.offsetByCodePoints(0, 1);
        return Character.toString(Character.toTitleCase(text.codePointAt(0)))
                + text.substring(first).toLowerCase(Locale.ROOT);
    }

    /** Jinja's title case: words begin after space, a hyphen or an opening bracket. */
    public static String titleByWord(String text) {
        var out = new StringBuilder(text.length());
        var begins = true;
        for (var index = 0; index < text.length(); index++) {
            var character = text.substring(index, index + 1);
            out.append(begins ? character.toUpperCase(Locale.ROOT) : character.toLowerCase(Locale.ROOT));
            begins = isSpace(text.charAt(index)) || BEFORE_WORDS.indexOf(text.charAt(index)) >= 0;
        }
        return out.toString();
    }

    /** Python's title case: words begin after anything that is no letter. */
    public static String titleByLetter(String text) {
        var out = new StringBuilder(text.length());
        var begins = true;
        for (var point : text.codePoints().toArray()) {
            out.appendCodePoint(begins ? Character.toTitleCase(point) : Character.toLowerCase(point));
            begins = !Character.isLetter(point);
        }
        return out.toString();
    }

    /** The text without these characters at both ends; without space where there are none. */
    public static String strip(String text, String characters) {
        return stripStart(stripEnd(text, characters), characters);
    }

    public static String stripStart(String text, String characters) {
        var from = 0;
        while (from < text.length() && stripped(text.charAt(from), characters)) {
            from++;
        }
        return text.substring(from);
    }

    public static String stripEnd(String text, String characters) {
        var to = text.length();
        while (to > 0 && stripped(text.charAt(to - 1), characters)) {
            to--;
        }
        return text.substring(0, to);
    }

    private static boolean stripped(char character, String characters) {
        return characters.isEmpty() ? isSpace(character) : characters.indexOf(character) >= 0;
    }

    /** The words between space. */
    public static List<String> split(String text) {
        var words = new ArrayList<String>();
        var from = -1;
        for (var index = 0; index < text.length(); index++) {
            var space = isSpace(text.charAt(index));
            if (space && from >= 0) {
                words.add(text.substring(from, index));
                from = -1;
            } else if (!space && from < 0) {
                from = index;
            }
        }
        if (from >= 0) {
            words.add(text.substring(from));
        }
        return words;
    }

    /** Python's {@code split}: at space where the separator is None, at most {@code limit} times unless negative. */
    public static Seq split(Run run, String text, Item separator, int limit) {
        run.scan(text);
        var parts = new ArrayList<Item>();
        if (separator == Item.None.NONE) {
            splitAtSpace(text, limit, parts);
        } else {
            var mark = PythonText.of(run, separator);
            if (mark.isEmpty()) {
                throw run.type("split needs a separator that is not empty");
            }
            var from = 0;
            var at = Search.indexOf(run, text, mark, 0);
            while (at >= 0 && (limit < 0 || parts.size() < limit)) {
                parts.add(Item.of(text.substring(from, at)));
                from = at + mark.length();
                at = Search.indexOf(run, text, mark, from);
            }
            parts.add(Item.of(text.substring(from)));
        }
        run.chargeItems(parts.size());
        return Seq.list(parts);
    }

    private static void splitAtSpace(String text, int limit, List<Item> parts) {
        if (limit < 0) {
            split(text).forEach(word -> parts.add(Item.of(word)));
            return;
        }
        var rest = stripStart(text, "");
        while (!rest.isEmpty() && parts.size() < limit) {
            var end = 0;
            while (end < rest.length() && !isSpace(rest.charAt(end))) {
                end++;
            }
            parts.add(Item.of(rest.substring(0, end)));
            rest = stripStart(rest.substring(end), "");
        }
        if (!rest.isEmpty()) {
            parts.add(Item.of(stripEnd(rest, "")));
        }
    }

    /** As {@link #split(Run, String, Item, int)} with a limit, but from the end. */
    public static Seq splitFromEnd(Run run, String text, Item separator, int limit) {
        var mirrored = new StringBuilder(text).reverse().toString();
        var mark = separator == Item.None.NONE
                ? separator
                : Item.of(new StringBuilder(PythonText.of(run, separator))
                        .reverse()
                        .toString());
        var parts = new ArrayList<Item>();
        for (var part : split(run, mirrored, mark, limit).items().reversed()) {
            parts.add(Item.of(
                    new StringBuilder(PythonText.of(run, part)).reverse().toString()));
        }
        return Seq.list(parts);
    }

    /** Python's {@code splitlines}. */
    public static List<String> lines(String text) {
        return lines(text, LineEnds.DROPPED);
    }

    /** What becomes of the ends of lines. */
    public enum LineEnds {
        KEPT,
        DROPPED
    }

    public static List<String> lines(String text, LineEnds ends) {
        var lines = new ArrayList<String>();
        var from = 0;
        for (var index = 0; index < text.length(); index++) {
            if (endsLine(text.charAt(index))) {
                var end = index;
                if (text.charAt(index) == '\r' && index + 1 < text.length() && text.charAt(index + 1) == '\n') {
                    index++;
                }
                lines.add(text.substring(from, ends == LineEnds.KEPT ? index + 1 : end));
                from = index + 1;
            }
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }

    private static boolean endsLine(char character) {
        return switch (character) {
            case '\n', '\r', '\u000b', '\f', '\u001c', '\u001d', '\u001e', '\u0085', '\u2028', '\u2029' -> true;
            default -> false;
        };
    }

    /** At most {@code limit} replacements from the left, all where it is negative. */
    public static String replace(Run run, String text, String old, String with, int limit) {
        var found = old.isEmpty() ? text.codePointCount(0, text.length()) + 1 : Search.count(run, text, old);
        var times = limit < 0 ? found : Math.min(limit, found);
        run.chargeText(text.length() + (long) times * (with.length() - old.length()));
        run.charge(times);
        if (limit < 0) {
            return text.replace(old, with);
        }
        return old.isEmpty() ? spread(text, with, times) : replaceFirst(run, text, old, with, times);
    }

    private static String spread(String text, String with, int times) {
        var out = new StringBuilder();
        var at = 0;
        for (var time = 0; time < times; time++) {
            out.append(with);
            if (at < text.length()) {
                var next = text.offsetByCodePoints(at, 1);
                out.append(text, at, next);
                at = next;
            }
        }
        return out.append(text, at, text.length()).toString();
    }

    private static String replaceFirst(Run run, String text, String old, String with, int times) {
        var out = new StringBuilder();
        var from = 0;
        for (var time = 0; time < times; time++) {
            var at = Search.indexOf(run, text, old, from);
            out.append(text, from, at).append(with);
            from = at + old.length();
        }
        return out.append(text, from, text.length()).toString();
    }

    public static String repeat(Run run, char character, int count) {
        run.chargeText(Math.max(0, count));
        return String.valueOf(character).repeat(Math.max(0, count));
    }

    /** Centred as Python does: the odd space is on the left where the width is odd. */
    public static String center(Run run, String text, int width, char fill) {
        var missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        var left = missing / 2 + (missing & width & 1);
        return repeat(run, fill, left) + text + repeat(run, fill, missing - left);
    }

    /** How many runs of letters, digits and underscores there are. */
    public static int count(Run run, String text) {
        run.scan(text);
        var count = 0;
        var inside = false;
        for (var point : text.codePoints().toArray()) {
            var word = isWord(point);
            count += word && !inside ? 1 : 0;
            inside = word;
        }
        return count;
    }

    /** Lower case, only word characters, one hyphen for each run of space and hyphens, none at the ends. */
    public static String slug(String text) {
        var out = new StringBuilder();
        for (var point : text.toLowerCase(Locale.ROOT).codePoints().toArray()) {
            if (isWord(point)) {
                out.appendCodePoint(point);
            } else if ((point == '-' || isSpace(point)) && !out.isEmpty() && out.charAt(out.length() - 1) != '-') {
                out.append('-');
            }
        }
        return stripEnd(out.toString(), "-");
    }
}
