package io.orchestrator.client.include;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells how the texts of a YAML or JSON document are quoted, line by line: as much of YAML as it takes to put text into
 * text. Give it the lines in order.
 */
final class Scalars {

    /** Keys whose texts are for people: nothing is included there. */
    private static final Set<String> INERT = Set.of("description", "name", "output_description");

    private static final Pattern KEY = Pattern.compile("([ -]*)[\"']?([\\w$.-]+)[\"']?\\s*:(?=\\s|$)");
    private static final Pattern PLAIN_KEY = Pattern.compile("[^\\s\"'\\[\\]{},]+\\s*:(?=\\s|$|[\"'\\[{])");
    private static final Pattern DASHES = Pattern.compile(" *(?:- +)*");
    private static final Pattern BLOCK = Pattern.compile("([|>])[-+0-9]*\\s*(?:#.*)?$");

    private Style open = Style.PLAIN;
    private boolean inert;
    private boolean folded;
    /** The indentation of the node that a block text belongs to; what is deeper is text. */
    private int parent = -1;

    private int brackets;

    /** How a text is written. */
    enum Style {
        /** Without quotes. */
        PLAIN,
        SINGLE,
        DOUBLE,
        /** After {@code |}: lines as they are. */
        LITERAL,
        /** After a sign that joins lines. */
        FOLDED,
        /** Not read by the compiler: a comment, or a text for people. */
        INERT
    }

    /** Where a quoted text begins. */
    private enum Begin {
        HERE,
        BEFORE
    }

    /**
     * A piece of a line in one style.
     *
     * @param from its first character; of a quoted text the quote, where that is in this line
     * @param to the character after its last
     * @param style how it is written
     * @param whole whether it begins and ends in this line
     */
    record Piece(int from, int to, Style style, boolean whole) {}

    /** The pieces of the next line, in order. */
    List<Piece> next(String line) {
        var pieces = new ArrayList<Piece>();
        if (parent >= 0 || open == Style.LITERAL) {
            if (line.isBlank() || indentation(line) > parent) {
                pieces.add(new Piece(0, line.length(), blockStyle(), false));
                return pieces;
            }
            parent = -1;
            open = Style.PLAIN;
        }
        read(line, pieces);
        return pieces;
    }

    private Style blockStyle() {
        return inert ? Style.INERT : folded ? Style.FOLDED : Style.LITERAL;
    }

    private static int indentation(String line) {
        var at = 0;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private void read(String line, List<Piece> pieces) {
        var at = 0;
        if (open != Style.PLAIN) {
            at = quoted(line, 0, pieces, Begin.BEFORE);
        } else {
            inert = false;
            var key = KEY.matcher(line);
            if (brackets == 0 && key.lookingAt()) {
                inert = INERT.contains(key.group(2));
            }
        }
        while (at < line.length() && open == Style.PLAIN) {
            var character = line.charAt(at);
            if (character == ' ' || character == '\t') {
                at++;
            } else if (character == '#' && (at == 0 || Character.isWhitespace(line.charAt(at - 1)))) {
                pieces.add(new Piece(at, line.length(), Style.INERT, true));
                return;
            } else if (character == '"' || character == '\'') {
                open = character == '"' ? Style.DOUBLE : Style.SINGLE;
                at = quoted(line, at, pieces, Begin.HERE);
            } else if (BLOCK.matcher(line).region(at, line.length()).lookingAt()) {
                beginBlock(line, character);
                return;
            } else {
                at = plain(line, at, pieces);
            }
        }
    }

    private void beginBlock(String line, char sign) {
        folded = sign == '>';
        open = Style.LITERAL;
        var key = KEY.matcher(line);
        if (key.lookingAt()) {
            parent = key.group(1).length();
        } else {
            var dashes = DASHES.matcher(line);
            parent = dashes.lookingAt() ? Math.max(0, line.lastIndexOf('-', dashes.end())) : 0;
        }
    }

    /** From a quote, or from the beginning of a line inside of quotes, to the closing quote or the end of the line. */
    private int quoted(String line, int from, List<Piece> pieces, Begin begin) {
        var begins = begin == Begin.HERE;
        var quote = open == Style.DOUBLE ? '"' : '\'';
        var at = begins ? from + 1 : from;
        while (at < line.length()) {
            var character = line.charAt(at);
            if (open == Style.DOUBLE && character == '\\') {
                at += 2;
            } else if (character != quote) {
                at++;
            } else if (open == Style.SINGLE && line.startsWith("''", at)) {
                at += 2;
            } else {
                var isKey = line.startsWith(":", at + 1);
                pieces.add(new Piece(from, at + 1, inert && !isKey ? Style.INERT : open, begins));
                open = Style.PLAIN;
                return at + 1;
            }
        }
        pieces.add(new Piece(from, line.length(), inert ? Style.INERT : open, false));
        return line.length();
    }

    /** A key, a bracket, or a text without quotes up to its end in this line. */
    private int plain(String line, int from, List<Piece> pieces) {
        var character = line.charAt(from);
        if (isInclusion(line, from)) {
            return plainText(line, from, pieces);
        }
        if ("[{".indexOf(character) >= 0) {
            brackets++;
            return from + 1;
        }
        if ("]},".indexOf(character) >= 0) {
            brackets = Math.max(0, character == ',' ? brackets : brackets - 1);
            return from + 1;
        }
        if (character == '-' && line.startsWith("- ", from)) {
            return from + 2;
        }
        var key = PLAIN_KEY.matcher(line).region(from, line.length());
        if (key.lookingAt()) {
            return key.end();
        }
        return character == ':' ? from + 1 : plainText(line, from, pieces);
    }

    private static boolean isInclusion(String line, int at) {
        return line.startsWith("{{", at) || line.startsWith("<<", at);
    }

    private int plainText(String line, int from, List<Piece> pieces) {
        var end = line.length();
        for (var at = from; at < end; at++) {
            var comment = line.charAt(at) == '#' && Character.isWhitespace(line.charAt(at - 1));
            var flow = brackets > 0
                    && ",]}".indexOf(line.charAt(at)) >= 0
                    && !line.startsWith("}}", at)
                    && !line.startsWith("}}", at - 1);
            if (comment || flow) {
                end = at;
            }
        }
        var to = end;
        while (to > from && Character.isWhitespace(line.charAt(to - 1))) {
            to--;
        }
        pieces.add(new Piece(from, to, inert ? Style.INERT : Style.PLAIN, brackets == 0));
        return end;
    }
}
