package io.orchestrator.language.template;

import io.orchestrator.language.expression.Lexer;
import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts a template into segments. Whitespace is controlled as by Jinja2 with {@code trim_blocks} and
 * {@code lstrip_blocks}: the first newline after a tag or comment goes, and so does the space before one that stands at
 * the beginning of its line.
 */
final class TemplateScanner {

    private static final Pattern RAW_BEGIN = Pattern.compile("\\{%[-+]?\\s*raw\\s*(?:-%}\\s*|%})");
    private static final Pattern RAW_END = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(?:\\+%}|-%}\\s*|%}(?:\\r?\\n)?)");
    private static final String SECRET = "${secret:";
    private static final Pattern SECRET_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    private final String source;
    private final List<Segment> segments = new ArrayList<>();
    private final StringBuilder piece = new StringBuilder();
    private int pieceStart;
    private int position;

    private TemplateScanner(String source) {
        this.source = source;
    }

    /**
     * The segments of a source, in order.
     *
     * @throws LanguageException SYNTAX or LIMIT
     */
    static List<Segment> scan(String source) {
        if (source.length() > Bounds.TEMPLATE_CHARS) {
            throw new LanguageException(
                    Kind.LIMIT, 0, "a template has more than " + Bounds.TEMPLATE_CHARS + " characters");
        }
        return new TemplateScanner(source).scan();
    }

    private List<Segment> scan() {
        while (true) {
            var mark = nextMark(position);
            piece.append(source, position, mark);
            position = mark;
            if (mark == source.length()) {
                flush();
                return segments;
            }
            segment();
        }
    }

    /** The offset of the next tag or escaped dollar sign, or the end. */
    private int nextMark(int from) {
        for (var at = from; at < source.length() - 1; at++) {
            var next = source.charAt(at + 1);
            var opens = switch (source.charAt(at)) {
                case '{' -> next == '{' || next == '%' || next == '#';
                case '$' -> (next == '{' && !isTag(at + 1)) || source.startsWith("${", at + 1);
                default -> false;
            };
            if (opens) {
                return at;
            }
        }
        return source.length();
    }

    /** A price: in <code>${{ sum }}</code> the dollar sign is text. */
    private boolean isTag(int at) {
        return at + 1 < source.length() && "{%#".indexOf(source.charAt(at + 1)) >= 0;
    }

    private void segment() {
        if (source.charAt(position) == '$') {
            dollar();
            return;
        }
        switch (source.charAt(position + 1)) {
            case '{' -> print();
            case '#' -> comment();
            default -> {
                if (RAW_BEGIN.matcher(source).region(position, source.length()).lookingAt()) {
                    raw();
                } else {
                    tag();
                }
            }
        }
    }

    private void dollar() {
        if (source.startsWith("$${", position)) {
            piece.append("${");
            position += 3;
        } else if (source.startsWith(SECRET, position)) {
            secret();
        } else {
            flush();
            var expression = scanDollar();
            segments.add(new Segment.Print(expression.tokens(), true));
            begin(expression.next());
        }
    }

    private void secret() {
        var end = source.indexOf('}', position);
        if (end < 0) {
            throw fail(position, "the reference to a secret is not closed: '}' is missing");
        }
        var name = source.substring(position + SECRET.length(), end);
        if (!SECRET_NAME.matcher(name).matches()) {
            throw fail(
                    position,
                    "'" + name + "' is no name of a secret: up to 128 letters, digits, '_', '.' and '-', the first a "
                            + "letter, digit or '_'");
        }
        flush();
        segments.add(new Segment.Secret(name));
        begin(end + 1);
    }

    private Lexer.Result scanDollar() {
        try {
            return Lexer.scan(source, position + 2, Lexer.Ending.DOLLAR);
        } catch (LanguageException e) {
            throw e.kind() == Kind.SYNTAX
                    ? new LanguageException(e.kind(), e.offset(), e.getMessage() + " (a literal ${ is written $${)")
                    : e;
        }
    }

    private void print() {
        var sign = signAt(position + 2);
        if (sign == '-') {
            stripEnd();
        }
        flush();
        var from = position + (sign == ' ' ? 2 : 3);
        var expression = Lexer.scan(source, from, Lexer.Ending.PRINT);
        segments.add(new Segment.Print(expression.tokens(), false));
        begin(expression.sign() == Lexer.Sign.MINUS ? afterSpace(expression.next()) : expression.next());
    }

    private void tag() {
        var sign = signAt(position + 2);
        stripBefore(sign);
        flush();
        var at = position;
        var expression = Lexer.scan(source, position + (sign == ' ' ? 2 : 3), Lexer.Ending.STATEMENT);
        segments.add(new Segment.Tag(expression.tokens(), at));
        begin(
                switch (expression.sign()) {
                    case MINUS -> afterSpace(expression.next());
                    case PLUS -> expression.next();
                    case NONE -> afterNewline(expression.next());
                });
    }

    private void comment() {
        var sign = signAt(position + 2);
        var end = source.indexOf("#}", position + (sign == ' ' ? 2 : 3));
        if (end < 0) {
            throw fail(position, "a comment is not closed: '#}' is missing");
        }
        stripBefore(sign);
        flush();
        begin(
                switch (source.charAt(end - 1)) {
                    case '-' -> afterSpace(end + 2);
                    case '+' -> end + 2;
                    default -> afterNewline(end + 2);
                });
    }

    private void raw() {
        stripBefore(signAt(position + 2));
        flush();
        var begin = RAW_BEGIN.matcher(source).region(position, source.length());
        var end = RAW_END.matcher(source);
        if (!begin.lookingAt() || !end.find(begin.end())) {
            throw fail(position, "'raw' is not closed: '{% endraw %}' is missing");
        }
        begin(begin.end());
        piece.append(source, begin.end(), end.start());
        stripBefore(end.group(1).isEmpty() ? ' ' : end.group(1).charAt(0));
        flush();
        begin(end.end());
    }

    private char signAt(int at) {
        var sign = at < source.length() ? source.charAt(at) : ' ';
        return sign == '-' || sign == '+' ? sign : ' ';
    }

    private void stripBefore(char sign) {
        if (sign == '-') {
            stripEnd();
        } else if (sign == ' ') {
            stripIndent();
        }
    }

    private void stripEnd() {
        piece.setLength(piece.toString().stripTrailing().length());
    }

    /** Removes what is before a tag on its line, where that is only space. */
    private void stripIndent() {
        var line = piece.lastIndexOf("\n") + 1;
        var beginsLine = line > 0 || pieceStart == 0 || source.charAt(pieceStart - 1) == '\n';
        if (beginsLine && piece.substring(line).isBlank()) {
            piece.setLength(line);
        }
    }

    private int afterSpace(int from) {
        var at = from;
        while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
            at++;
        }
        return at;
    }

    private int afterNewline(int from) {
        return source.startsWith("\r\n", from) ? from + 2 : source.startsWith("\n", from) ? from + 1 : from;
    }

    private void begin(int at) {
        position = at;
        pieceStart = at;
    }

    private void flush() {
        if (!piece.isEmpty()) {
            segments.add(new Segment.Text(piece.toString()));
            piece.setLength(0);
        }
    }

    private static LanguageException fail(int at, String message) {
        return new LanguageException(Kind.SYNTAX, at, message);
    }
}
