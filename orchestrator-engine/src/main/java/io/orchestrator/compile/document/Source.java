package io.orchestrator.compile.document;

import java.util.List;

/** A document's lines: finds where a character of a value stands in the text. */
public final class Source {

    private final List<String> lines;

    public Source(String text) {
        lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
    }

    /**
     * The place of a value's character.
     *
     * @param scalar the value
     * @param offset the character in {@link Node.Scalar#text()}, from 0
     * @return its exact place where the text stands in the document as it is; else (escapes, folding) where the value
     *     starts
     */
    public Place locate(Node.Scalar scalar, int offset) {
        var text = scalar.text();
        var end = Math.clamp(offset, 0, text.length());
        var before = text.substring(0, end);
        var lineStart = before.lastIndexOf('\n') + 1;
        var line = scalar.place().line()
                + (int) before.chars().filter(c -> c == '\n').count();
        if (scalar.block()) {
            line++;
        }
        if (line < 1 || line > lines.size()) {
            return scalar.place();
        }
        var lineEnd = text.indexOf('\n', lineStart);
        var content = text.substring(lineStart, lineEnd < 0 ? text.length() : lineEnd);
        var from = line == scalar.place().line() ? scalar.place().column() - 1 : 0;
        var column = lines.get(line - 1).indexOf(content, from);
        return column < 0 ? scalar.place() : new Place(line, column + end - lineStart + 1);
    }

    /** The place of a character of the whole text, counted in code points from 0. */
    Place locate(int position) {
        var rest = position;
        for (var i = 0; i < lines.size(); i++) {
            var length = lines.get(i).codePointCount(0, lines.get(i).length()) + 1;
            if (rest < length) {
                return new Place(i + 1, rest + 1);
            }
            rest -= length;
        }
        return new Place(Math.max(1, lines.size()), 1);
    }

    /** The place of the first occurrence of a text; {@link Place#NONE} where there is none. */
    public Place find(String text) {
        for (var i = 0; i < lines.size(); i++) {
            var column = lines.get(i).indexOf(text);
            if (column >= 0) {
                return new Place(i + 1, column + 1);
            }
        }
        return Place.NONE;
    }
}
