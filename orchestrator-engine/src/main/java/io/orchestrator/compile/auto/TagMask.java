package io.orchestrator.compile.auto;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document whose tags are covered by characters that mean nothing to YAML, one for one, so that every place stays what
 * it is. A covered line begins with {@link #BEGIN} and the tag's number, or with {@link #COVER} where the tag began on an
 * earlier one; the tag's last character is {@link #END}.
 */
public final class TagMask {

    /** The most tags of a document. */
    public static final int MAX_TAGS = 10_000;

    private static final char COVER = '\uE001';
    private static final char BEGIN = '\uE002';
    private static final char END = '\uE003';
    private static final char DIGIT = '\uE010';
    private static final Pattern RESERVED = Pattern.compile("[\uE001-\uE003\uE010-\uE019]");
    private static final Pattern COVERED = Pattern.compile(BEGIN + "([\uE010-\uE019]+)(?:" + COVER + "|\\s)*" + END);
    private static final Pattern RUN = Pattern.compile("[\uE001-\uE003\uE010-\uE019]+");
    private static final Pattern KEY_LINE = Pattern.compile("( *(?:- +)*)[\"']?[\\w$.-]+[\"']?\\s*:\\s");
    private static final Pattern ITEM_LINE = Pattern.compile("( *(?:- +)*- )");

    private final String[] lines;
    private final StringBuilder covered;
    /** The lines of each tag, without the space around them. */
    private final List<List<String>> tags = new ArrayList<>();

    private TagMask(String document) {
        lines = document.split("\n", -1);
        covered = new StringBuilder(document);
    }

    /** Covers the tags of a document. */
    public static TagMask of(String document, Findings findings) {
        var mask = new TagMask(document);
        if (!document.contains(Tag.OPENING)) {
            return mask;
        }
        if (RESERVED.matcher(document).find()) {
            findings.error(
                    "bad-character",
                    Place.NONE,
                    "the document has <AUTO> tags and characters of the private range U+E001 to U+E019",
                    "remove those characters");
            return mask;
        }
        mask.cover(document, findings);
        return mask;
    }

    /** The document to read. */
    public String text() {
        return covered.toString();
    }

    private void cover(String document, Findings findings) {
        var at = document.indexOf(Tag.OPENING);
        while (at >= 0) {
            var head = Tag.head(document, at);
            if (head.isPresent() && tags.size() < MAX_TAGS) {
                var end = end(document, at, head.get());
                cover(document, at, end);
                at = document.indexOf(Tag.OPENING, end);
            } else {
                at = document.indexOf(Tag.OPENING, at + 1);
            }
        }
        if (tags.size() == MAX_TAGS) {
            findings.error("document-too-large", Place.NONE, "the document has more than " + MAX_TAGS + " <AUTO> tags");
        }
    }

    /** A tag is closed on its own line, or on one that belongs to the same text; else it ends with its opening. */
    static int end(String document, int from, int head) {
        var lineStart = document.lastIndexOf('\n', from) + 1;
        var line = document.substring(lineStart, lineEnd(document, from));
        var close = Tag.closing(document.substring(0, textEnd(document, line, from)), head);
        return close < 0 ? head : close + Tag.CLOSING.length();
    }

    private static int lineEnd(String document, int from) {
        var end = document.indexOf('\n', from);
        return end < 0 ? document.length() : end;
    }

    /** The end of the text that a line begins or goes on with: lines that are deeper, or as deep inside a block. */
    private static int textEnd(String document, String line, int from) {
        var end = lineEnd(document, from);
        if (line.strip().startsWith("#")) {
            return end;
        }
        var own = KEY_LINE.matcher(line);
        var item = ITEM_LINE.matcher(line);
        var least = own.lookingAt()
                ? own.group(1).length() + 1
                : item.lookingAt()
                        ? item.end(1)
                        : line.length() - line.stripLeading().length();
        while (end < document.length()) {
            var next = document.substring(end + 1, lineEnd(document, end + 1));
            var depth = next.length() - next.stripLeading().length();
            if (!next.isBlank() && depth < least) {
                return end;
            }
            end = lineEnd(document, end + 1);
        }
        return end;
    }

    private void cover(String document, int from, int to) {
        var number = Integer.toString(tags.size());
        var pieces = new ArrayList<String>();
        for (var piece : document.substring(from, to).split("\n", -1)) {
            if (!piece.isBlank()) {
                pieces.add(piece.strip());
            }
        }
        tags.add(pieces);
        var lineBegins = false;
        for (var at = from; at < to; at++) {
            var character = document.charAt(at);
            var indent = lineBegins && (character == ' ' || character == '\t' || character == '\r');
            if (character == '\n') {
                lineBegins = true;
            } else if (!indent && character != '\r') {
                covered.setCharAt(at, COVER);
                lineBegins = false;
            }
        }
        covered.setCharAt(from, BEGIN);
        for (var digit = 0; digit < number.length(); digit++) {
            covered.setCharAt(from + 1 + digit, (char) (DIGIT + number.charAt(digit) - '0'));
        }
        covered.setCharAt(to - 1, END);
    }

    /** The tree of {@link #text} with the tags as they were written. */
    public Node restore(Node node) {
        if (tags.isEmpty()) {
            return node;
        }
        return switch (node) {
            case Node.Scalar scalar -> restore(scalar);
            case Node.Sequence list ->
                new Node.Sequence(list.items().stream().map(this::restore).toList(), list.place());
            case Node.Mapping mapping -> {
                var entries = new LinkedHashMap<String, Node.Entry>();
                mapping.entries()
                        .forEach((key, entry) ->
                                entries.put(restore(key, ' '), new Node.Entry(entry.key(), restore(entry.node()))));
                yield new Node.Mapping(entries, mapping.place());
            }
        };
    }

    private Node restore(Node.Scalar scalar) {
        if (scalar.text().indexOf(BEGIN) < 0) {
            return scalar;
        }
        var text = restore(scalar.text(), scalar.block() ? ' ' : quote(scalar.place()));
        return new Node.Scalar(Value.of(text), text, scalar.block(), scalar.place());
    }

    private char quote(Place place) {
        if (place.line() < 1 || place.line() > lines.length) {
            return ' ';
        }
        var line = lines[place.line() - 1];
        var at = line.offsetByCodePoints(0, Math.min(place.column() - 1, line.codePointCount(0, line.length())));
        return at < line.length() ? line.charAt(at) : ' ';
    }

    private String restore(String text, char quote) {
        return COVERED.matcher(text).replaceAll(tag -> Matcher.quoteReplacement(uncovered(tag, quote)));
    }

    /** Line by line: what stands between is what YAML made of the ends of lines. */
    private String uncovered(MatchResult tag, char quote) {
        var number = 0;
        for (var digit : tag.group(1).toCharArray()) {
            number = number * 10 + digit - DIGIT;
        }
        var pieces = number < tags.size() ? tags.get(number) : List.<String>of();
        var index = new int[1];
        return RUN.matcher(tag.group()).replaceAll(run -> {
            var piece = index[0] < pieces.size() ? pieces.get(index[0]) : "";
            index[0]++;
            return Matcher.quoteReplacement(unescaped(piece, quote));
        });
    }

    private static String unescaped(String piece, char quote) {
        return switch (quote) {
            case '\'' -> piece.replace("''", "'");
            case '"' -> Escapes.resolve(piece);
            default -> piece;
        };
    }
}
