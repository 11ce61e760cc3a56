package io.orchestrator.language.text;

import io.orchestrator.language.value.Run;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** HTML, URLs and Markdown. */
public final class Markup {

    private static final Map<String, String> ENTITIES = Map.of(
            "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00a0", "#39", "'", "#34", "\"");
    private static final int ENTITY_CHARS = 7;

    private Markup() {}

    /** Whether a name would end an attribute's name early: it has space, {@code /}, {@code >} or {@code =} inside. */
    public static boolean isUnfitName(String name) {
        return name.codePoints().anyMatch(point -> Words.isSpace(point) || "/>=".indexOf(point) >= 0);
    }

    public static String escape(String text) {
        var out = new StringBuilder(text.length() + 16);
        for (var index = 0; index < text.length(); index++) {
            var character = text.charAt(index);
            switch (character) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\'' -> out.append("&#39;");
                case '"' -> out.append("&#34;");
                default -> out.append(character);
            }
        }
        return out.toString();
    }

    /** Without comments and tags, runs of space as one space, the common entities as their characters. */
    public static String stripTags(Run run, String html) {
        var text = without(run, without(run, html, "<!--", "-->"), "<", ">");
        return unescape(String.join(" ", Words.split(text)));
    }

    private static String without(Run run, String text, String open, String close) {
        var out = new StringBuilder();
        var from = 0;
        var begin = text.indexOf(open);
        var end = begin < 0 ? -1 : text.indexOf(close, begin);
        while (end >= 0) {
            run.step();
            out.append(text, from, begin);
            from = end + close.length();
            begin = text.indexOf(open, from);
            end = begin < 0 ? -1 : text.indexOf(close, begin);
        }
        return out.append(text, from, text.length()).toString();
    }

    private static String unescape(String text) {
        var out = new StringBuilder();
        var at = 0;
        while (at < text.length()) {
            var end = text.charAt(at) == '&' ? text.indexOf(';', at, Math.min(at + ENTITY_CHARS, text.length())) : -1;
            var entity = end > 0 ? ENTITIES.get(text.substring(at + 1, end)) : null;
            if (entity == null) {
                out.append(text.charAt(at));
                at++;
            } else {
                out.append(entity);
                at = end + 1;
            }
        }
        return out.toString();
    }

    /** Percent-encoded UTF-8, but for letters, digits, {@code _.-~} and what is safe here. */
    public static String quoteUrl(Run run, String text, String safe) {
        run.scan(text);
        var out = new StringBuilder();
        for (var octet : text.getBytes(StandardCharsets.UTF_8)) {
            var character = (char) (octet & 0xff);
            if (isUnreserved(character) || safe.indexOf(character) >= 0) {
                out.append(character);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit(character >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(character & 15, 16)));
            }
        }
        return out.toString();
    }

    private static boolean isUnreserved(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || "_.-~".indexOf(character) >= 0;
    }

    /** A blank line before each heading and list item. */
    public static String spaceMarkdown(Run run, String text) {
        var headings = Regex.of(run, "\\n(#{1,6}\\s)").replace(text, "\\n\\n\\1");
        var bullets = Regex.of(run, "\\n(\\s*[-*+]\\s)").replace(headings, "\\n\\n\\1");
        return Words.strip(Regex.of(run, "\\n(\\s*\\d+\\.\\s)").replace(bullets, "\\n\\n\\1"), "");
    }
}
