package io.orchestrator.client.include;

import io.orchestrator.client.include.Included.Origin;
import io.orchestrator.client.include.Scalars.Piece;
import io.orchestrator.client.include.Scalars.Style;
import io.orchestrator.json.Json;
import io.orchestrator.model.Finding;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Puts files into one document. */
public final class Inclusion {

    /** The largest file, in bytes. */
    public static final long MAX_FILE_BYTES = 10L << 20;
    /** Files that include files, the first one counted. */
    public static final int MAX_DEPTH = 10;
    /** Inclusions in a document, those of its files counted. */
    public static final int MAX_INCLUSIONS = 1_000;
    /** Characters that all inclusions of a document bring in. */
    public static final int MAX_CHARS = 10 << 20;

    static final Pattern MARK = Pattern.compile(
            "\\{\\{-?\\s*file:\\s*([^{}\\n]+?)\\s*-?}}|<<\\s*([\\w./-]+\\.\\w+|[\\w.-]+/[\\w./-]+)\\s*>>");

    private final Expansion files;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final List<Origin> origins = new ArrayList<>();

    private Inclusion(SourceFiles files) {
        this.files = new Expansion(files, findings);
    }

    /** The document with its files; no text makes it throw. */
    public static Included inline(String document, SourceFiles files) {
        var source = document.split("\n", -1);
        var inclusion = new Inclusion(files);
        var scalars = new Scalars();
        for (var index = 0; index < source.length; index++) {
            inclusion.line(source, index, scalars.next(source[index]));
        }
        return new Included(String.join("\n", inclusion.lines), inclusion.origins, inclusion.findings);
    }

    private void line(String[] source, int index, List<Piece> pieces) {
        var line = source[index];
        if (!MARK.matcher(line).find()) {
            add(line, new Origin("", index + 1));
            return;
        }
        var out = new ArrayList<Expansion.Line>();
        out.add(new Expansion.Line("", new Origin("", index + 1)));
        var end = 0;
        for (var piece : pieces) {
            append(out, line.substring(end, piece.from()));
            var text = line.substring(piece.from(), piece.to());
            if (piece.style() == Style.INERT || !MARK.matcher(text).find()) {
                append(out, text);
            } else {
                piece(source, index, piece, out);
            }
            end = piece.to();
        }
        append(out, line.substring(end));
        out.forEach(each -> add(each.text(), each.origin()));
    }

    private void add(String text, Origin origin) {
        lines.add(text);
        origins.add(origin);
    }

    private static void append(List<Expansion.Line> out, String text) {
        var last = out.removeLast();
        out.add(new Expansion.Line(last.text() + text, last.origin()));
    }

    private void piece(String[] source, int index, Piece piece, List<Expansion.Line> out) {
        var text = source[index].substring(piece.from(), piece.to());
        var at = new Origin("", index + 1);
        switch (piece.style()) {
            case LITERAL, FOLDED -> block(text, at, piece, out);
            case DOUBLE -> append(out, escaped(text, at, piece.from()));
            case SINGLE -> {
                if (piece.whole()) {
                    var inside = text.substring(1, text.length() - 1).replace("''", "'");
                    append(out, quoted(inside, at, piece.from()));
                } else {
                    unfit(at, piece, text, out);
                }
            }
            case PLAIN -> {
                if (piece.whole() && !goesOn(source, index)) {
                    append(out, quoted(text, at, piece.from()));
                } else {
                    unfit(at, piece, text, out);
                }
            }
            case INERT -> append(out, text);
        }
    }

    /** Whether the next line continues a text without quotes: it is deeper and neither key nor item. */
    private static boolean goesOn(String[] source, int index) {
        if (index + 1 >= source.length || source[index + 1].isBlank()) {
            return false;
        }
        var here = source[index].length() - source[index].stripLeading().length();
        var next = source[index + 1];
        var there = next.length() - next.stripLeading().length();
        return there > here && !next.strip().startsWith("- ") && !next.strip().matches("[\\w$.-]+:(\\s.*)?");
    }

    private void unfit(Origin at, Piece piece, String text, List<Expansion.Line> out) {
        error(
                "include-place",
                at,
                piece.from(),
                "a file cannot be included into this text: it goes over several lines or stands in brackets",
                "put the text into double quotes, or into a block after |");
        append(out, text);
    }

    /** Each line of the file is a line of the block, as deep as the line with the mark. */
    private void block(String text, Origin at, Piece piece, List<Expansion.Line> out) {
        var indent = text.substring(0, text.length() - text.stripLeading().length());
        var included = files.expand(text, at, piece.from());
        if (piece.style() == Style.FOLDED && included.size() > 1) {
            error(
                    "include-place",
                    at,
                    piece.from(),
                    "a block after > joins the lines of the file",
                    "begin the block with |");
        }
        append(out, included.getFirst().text());
        for (var line : included.subList(1, included.size())) {
            var deeper = line.text().isEmpty() ? "" : indent + line.text();
            out.add(new Expansion.Line(deeper, line.origin()));
        }
    }

    private String quoted(String text, Origin at, int column) {
        return Json.write(Value.of(text(text, at, column)));
    }

    /** The text of a double-quoted piece, which keeps its own escapes and gets those of the files. */
    private String escaped(String text, Origin at, int column) {
        var out = new StringBuilder();
        var marks = MARK.matcher(text);
        var end = 0;
        while (marks.find()) {
            var json = Json.write(Value.of(text(marks.group(), at, column + marks.start())));
            out.append(text, end, marks.start()).append(json, 1, json.length() - 1);
            end = marks.end();
        }
        return out.append(text, end, text.length()).toString();
    }

    private String text(String text, Origin at, int column) {
        var expanded = files.expand(text, at, column);
        return String.join("\n", expanded.stream().map(Expansion.Line::text).toList());
    }

    private void error(String code, Origin at, int column, String message, String hint) {
        findings.add(new Finding(Finding.Severity.ERROR, code, at.line(), column + 1, message, hint));
    }
}
