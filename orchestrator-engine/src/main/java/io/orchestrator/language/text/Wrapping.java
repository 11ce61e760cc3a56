package io.orchestrator.language.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Wraps a line at a width, as Python's {@code textwrap} does.
 *
 * @param width the most characters of a line, at least 1
 * @param longWords what becomes of words that are longer
 * @param hyphens whether a word may end after a hyphen
 */
public record Wrapping(int width, LongWords longWords, Hyphens hyphens) {

    public enum LongWords {
        BROKEN,
        KEPT
    }

    public enum Hyphens {
        BREAK,
        KEEP
    }

    /** The lines that one line becomes; space at their ends is dropped. */
    public List<String> wrap(String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var chunk : chunks(text)) {
            if (chunk.isBlank() && line.isEmpty() && !lines.isEmpty()) {
                continue;
            }
            if (line.length() + chunk.length() > width) {
                add(chunk, line, lines);
            } else {
                line.append(chunk);
            }
        }
        finish(line, lines);
        return lines;
    }

    private void add(String chunk, StringBuilder line, List<String> lines) {
        if (chunk.length() <= width || longWords == LongWords.KEPT) {
            finish(line, lines);
            line.append(chunk.isBlank() ? "" : chunk);
            return;
        }
        var from = 0;
        while (from < chunk.length()) {
            if (line.length() >= width) {
                finish(line, lines);
            }
            var to = Math.min(from + width - line.length(), chunk.length());
            line.append(chunk, from, to);
            from = to;
        }
    }

    private static void finish(StringBuilder line, List<String> lines) {
        var text = line.toString().stripTrailing();
        if (!text.isEmpty()) {
            lines.add(text);
        }
        line.setLength(0);
    }

    /** Runs of space and parts of words, in order. */
    private List<String> chunks(String text) {
        var chunks = new ArrayList<String>();
        var from = 0;
        for (var index = 1; index <= text.length(); index++) {
            if (index == text.length() || breaks(text, index)) {
                chunks.add(text.substring(from, index));
                from = index;
            }
        }
        return chunks;
    }

    private boolean breaks(String text, int index) {
        var before = text.charAt(index - 1);
        var after = text.charAt(index);
        if (Character.isWhitespace(before) != Character.isWhitespace(after)) {
            return true;
        }
        return hyphens == Hyphens.BREAK
                && before == '-'
                && Character.isLetter(after)
                && index > 1
                && Character.isLetterOrDigit(text.charAt(index - 2));
    }
}
