package io.orchestrator.client.include;

import io.orchestrator.client.include.Included.Origin;
import io.orchestrator.model.Finding;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Replaces the marks of texts by files, and those of the files in turn. */
final class Expansion {

    private final SourceFiles files;
    private final List<Finding> findings;
    /** Where the inclusion stands in the document that all begins with. */
    private Place root = new Place(new Origin("", 0), 0);
    /** The files that are being included, the innermost last. */
    private final Deque<String> open = new ArrayDeque<>();

    private int inclusions;
    private long characters;

    Expansion(SourceFiles files, List<Finding> findings) {
        this.files = files;
        this.findings = findings;
    }

    /** A line of text and where it was written. */
    record Line(String text, Origin origin) {}

    /** Where a mark stands; the column counts from 0. */
    private record Place(Origin origin, int column) {}

    /** A file that was found. */
    private record Found(String path, String text) {}

    /**
     * The text's lines, at least one.
     *
     * @param text one line
     * @param at where it was written
     * @param column where it begins there
     */
    List<Line> expand(String text, Origin at, int column) {
        var out = new ArrayList<Line>();
        out.add(new Line("", at));
        var marks = Inclusion.MARK.matcher(text);
        var end = 0;
        while (marks.find()) {
            append(out, text.substring(end, marks.start()), at);
            if (open.isEmpty()) {
                root = new Place(at, column + marks.start());
            }
            var written = unquoted(marks.group(1) == null ? marks.group(2) : marks.group(1));
            var file = find(written, new Place(at, column + marks.start()));
            if (file.isEmpty()) {
                append(out, marks.group(), at);
            } else {
                include(file.get(), out);
            }
            end = marks.end();
        }
        append(out, text.substring(end), at);
        return out;
    }

    private static String unquoted(String path) {
        var quoted = path.length() > 1
                && (path.startsWith("\"") || path.startsWith("'"))
                && path.charAt(path.length() - 1) == path.charAt(0);
        return quoted ? path.substring(1, path.length() - 1) : path;
    }

    private static void append(List<Line> out, String text, Origin at) {
        var last = out.removeLast();
        var origin = last.text().isEmpty() && !text.isEmpty() ? at : last.origin();
        out.add(new Line(last.text() + text, origin));
    }

    /** Without the end of its last line, since the mark stands inside of one. */
    private void include(Found file, List<Line> out) {
        open.addLast(file.path());
        var text = file.text().startsWith("\uFEFF") ? file.text().substring(1) : file.text();
        var lines = text.replace("\r\n", "\n").split("\n", -1);
        var count = lines.length > 1 && lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
        for (var index = 0; index < count; index++) {
            var at = new Origin(file.path(), index + 1);
            var expanded = expand(lines[index], at, 0);
            if (index == 0) {
                append(out, expanded.getFirst().text(), at);
            } else {
                out.add(expanded.getFirst());
            }
            out.addAll(expanded.subList(1, expanded.size()));
        }
        open.removeLast();
    }

    /** The file of a path; empty, with a finding, where it cannot be had. */
    private Optional<Found> find(String path, Place place) {
        if (++inclusions > Inclusion.MAX_INCLUSIONS) {
            if (inclusions == Inclusion.MAX_INCLUSIONS + 1) {
                error("include-limit", place, "there are more than " + Inclusion.MAX_INCLUSIONS + " inclusions", "");
            }
            return Optional.empty();
        }
        var candidates = Paths.candidates(path, place.origin().file());
        if (candidates.isEmpty()) {
            error(
                    "include-traversal",
                    place,
                    "'" + path + "' leads out of the document's folder",
                    "write a path inside of it, as in prompts/intro.md");
            return Optional.empty();
        }
        for (var candidate : candidates) {
            try {
                var text = files.read(candidate);
                if (text.isPresent()) {
                    return Optional.of(new Found(candidate, text.get())).filter(found -> fits(found, place));
                }
            } catch (IOException e) {
                error("include-unreadable", place, "'" + candidate + "' cannot be included: " + e.getMessage(), "");
                return Optional.empty();
            }
        }
        error(
                "include-missing",
                place,
                "there is no file '" + path + "'",
                "looked for " + String.join(", ", candidates));
        return Optional.empty();
    }

    private boolean fits(Found file, Place place) {
        if (open.contains(file.path())) {
            error(
                    "include-cycle",
                    place,
                    "these files include each other: " + String.join(" -> ", open) + " -> " + file.path(),
                    "remove one of the inclusions");
            return false;
        }
        if (open.size() >= Inclusion.MAX_DEPTH) {
            error("include-limit", place, "files include files more than " + Inclusion.MAX_DEPTH + " deep", "");
            return false;
        }
        characters += file.text().length();
        if (characters > Inclusion.MAX_CHARS) {
            error("include-limit", place, "the files have more than " + Inclusion.MAX_CHARS + " characters in all", "");
            return false;
        }
        return true;
    }

    private void error(String code, Place place, String message, String hint) {
        var at = place.origin();
        var inside = at.file().isEmpty() ? "" : "; in " + at.file() + ":" + at.line() + ":" + (place.column() + 1);
        findings.add(new Finding(
                Finding.Severity.ERROR, code, root.origin().line(), root.column() + 1, message + inside, hint));
    }
}
