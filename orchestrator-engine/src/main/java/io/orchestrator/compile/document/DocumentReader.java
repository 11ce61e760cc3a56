package io.orchestrator.compile.document;

import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML 1.2 (so JSON too) into a located tree. Total: a text that cannot be read gives findings. */
public final class DocumentReader {

    /** The longest document, in characters. */
    public static final int MAX_CHARACTERS = 3_000_000;

    /** The deepest nesting, aliases expanded. */
    public static final int MAX_DEPTH = 64;

    /** The most keys, items and values, aliases expanded. */
    public static final int MAX_NODES = 500_000;

    /** Lines of YAML that may stand before JSON. */
    private static final Pattern DIRECTIVES = Pattern.compile("\\A(?:%[^\\n]*\\n)*+(?:---\\n)?");

    private DocumentReader() {}

    /** The document's tree; empty where there is none, which {@code findings} then explains. */
    public static Optional<Node> read(String text, Findings findings) {
        if (text.length() > MAX_CHARACTERS) {
            findings.error(
                    "document-too-large",
                    Place.NONE,
                    "the document has " + text.length() + " characters; at most " + MAX_CHARACTERS + " are read",
                    "split it into several workflows");
            return Optional.empty();
        }
        var half = halfPair(text);
        if (half >= 0) {
            findings.error(
                    "yaml-syntax",
                    findings.source().locate(half),
                    String.format("not valid YAML: U+%04X is half of a character", (int) text.charAt(half)),
                    "write the file again as UTF-8");
            return Optional.empty();
        }
        var withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            return compose(withoutTabs(withoutMark), findings);
        } catch (MarkedYamlEngineException e) {
            findings.error("yaml-syntax", place(e), "not valid YAML: " + problem(e), hint(e));
        } catch (ReaderException e) {
            findings.error(
                    "yaml-syntax",
                    findings.source().locate(e.getPosition()),
                    String.format("not valid YAML: the character U+%04X is not allowed", e.getCodePoint()),
                    "remove it, or write it as an escape in double quotes");
        } catch (YamlEngineException e) {
            findings.error("yaml-syntax", Place.NONE, "not valid YAML: " + String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    /** Where a surrogate stands without its other half, on which the parser breaks; -1 where none does. */
    private static int halfPair(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    /** The parser takes no tabs between tokens, JSON does: they become spaces, those inside double quotes stay. */
    private static String withoutTabs(String text) {
        var json = DIRECTIVES.matcher(text).replaceFirst("").stripLeading();
        if (text.indexOf('\t') < 0 || !(json.startsWith("{") || json.startsWith("["))) {
            return text;
        }
        var out = new StringBuilder(text);
        var quoted = false;
        for (var i = 0; i < out.length(); i++) {
            switch (out.charAt(i)) {
                case '"' -> quoted = !quoted;
                case '\\' -> i += quoted ? 1 : 0;
                case '\t' -> out.setCharAt(i, quoted ? '\t' : ' ');
                default -> {}
            }
        }
        return out.toString();
    }

    private static Optional<Node> compose(String text, Findings findings) {
        var settings = LoadSettings.builder()
                .setCodePointLimit(MAX_CHARACTERS)
                // In one piece: the parser breaks on a pair of surrogates that stands on the border of two.
                .setBufferSize(text.length() + 1)
                .setParseComments(false)
                .setLabel("document")
                .build();
        Iterator<Event> events = new Parse(settings).parseString(text).iterator();
        events.next();
        if (!events.hasNext() || events.next().getEventId() != Event.ID.DocumentStart) {
            findings.error("empty-document", Place.NONE, "the document is empty", "a workflow has a name and steps");
            return Optional.empty();
        }
        try {
            var root = new TreeBuilder(events, findings).build();
            events.next();
            var next = events.next();
            if (next.getEventId() == Event.ID.DocumentStart) {
                findings.error(
                        "several-documents",
                        TreeBuilder.place(next),
                        "a second document starts here",
                        "write one workflow a file");
            }
            return Optional.of(root);
        } catch (TreeBuilder.LimitException e) {
            findings.error("document-too-large", e.place(), e.text());
            return Optional.empty();
        }
    }

    private static Place place(MarkedYamlEngineException e) {
        return e.getProblemMark()
                .or(e::getContextMark)
                .map(DocumentReader::place)
                .orElse(Place.NONE);
    }

    static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String problem(MarkedYamlEngineException e) {
        var problem = e.getProblem() == null ? "it cannot be read" : e.getProblem();
        var whole = e.getContext() == null ? problem : e.getContext() + ", " + problem;
        return whole.replaceAll("\\s+", " ");
    }

    private static String hint(MarkedYamlEngineException e) {
        var problem = String.valueOf(e.getProblem());
        if (problem.contains("mapping values are not allowed")) {
            return "put a text that holds a colon into quotes";
        }
        if (problem.contains("cannot start any token")) {
            return "put a text that starts with this character into quotes";
        }
        if (problem.contains("<block end>")) {
            return "check the indentation";
        }
        return "";
    }
}
