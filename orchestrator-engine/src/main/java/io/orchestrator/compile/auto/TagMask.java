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

    /** The most lines of a tag. */
    public static final int MAX_TAG_LINES = 100;

    private static final char COVER = '\uE001';
    private static final char BEGIN = '\uE002';
    private static final char END = '\uE003';
    private static final char DIGIT = '\uE010';
    private static final Pattern RESERVED = Pattern.compile("[\uE001-\uE003\uE010-\uE019]");
    private static final Pattern COVERED = Pattern.compile(BEGIN + "([\uE010-\uE019]+)[" + COVER + "\\s]*" + END);
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
        while (at >= 0 && tags.size() < MAX_TAGS) {
            var lineEnd = lineEnd(document, at);
            var end = at;
            for (var tag : Tag.in(document.substring(at, textEnd(document, at)))) {
                if (at + tag.from() < lineEnd && tags.size() < MAX_TAGS) {
                    cover(document, at + tag.from(), at + tag.to());
                    end = at + tag.to();
                }
            }
            at = document.indexOf(Tag.OPENING, Math.max(end, lineEnd));
        }
        if (tags.size() == MAX_TAGS) {
            findings.error("document-too-large", Place.NONE, "the document has more than " + MAX_TAGS + " <AUTO> tags");
        }
    }

    /** The end of the tag that begins here; where it begins where there is none. */
    static int end(String document, int from) {
        return Tag.in(document.substring(from, textEnd(document, from))).stream()
                .filter(tag -> tag.from() == 0)
                .findFirst()
                .map(tag -> from + tag.to())
                .orElse(from);
    }

    private static int lineEnd(String document, int from) {
        var end = document.indexOf('\n', from);
        return end < 0 ? document.length() : end;
    }

    /** The end of the text that a tag stands in: its line, and those after it if deeper, or as deep in a block. */
    private static int textEnd(String document, int from) {
        var line = document.substring(document.lastIndexOf('\n', from) + 1, lineEnd(document, from));
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
        for (var count = 1; end < document.length() && count < MAX_TAG_LINES; count++) {
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
