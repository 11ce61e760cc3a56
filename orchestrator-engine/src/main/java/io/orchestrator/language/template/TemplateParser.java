package io.orchestrator.language.template;

import io.orchestrator.language.expression.Calls;
import io.orchestrator.language.expression.ExpressionParser;
import io.orchestrator.language.expression.Macro;
import io.orchestrator.language.expression.Node;
import io.orchestrator.language.expression.Target;
import io.orchestrator.language.expression.Token;
import io.orchestrator.language.expression.Tokens;
import io.orchestrator.language.expression.Vocabulary;
import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import io.orchestrator.language.value.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses the segments of a template into a block. */
final class TemplateParser {

    private static final Set<String> NOT_HERE = Set.of("include", "import", "from", "extends", "block");
    private static final Set<String> TAGS = Set.of(
            "if",
            "elif",
            "else",
            "endif",
            "for",
            "endfor",
            "set",
            "endset",
            "with",
            "endwith",
            "macro",
            "endmacro",
            "call",
            "endcall",
            "filter",
            "endfilter",
            "raw",
            "endraw");

    private final List<Segment> segments;
    private final Vocabulary vocabulary = Vocabulary.ofTemplate();
    private int position;
    private int depth;

    private TemplateParser(List<Segment> segments) {
        this.segments = segments;
    }

    /**
     * The block of a scanned source.
     *
     * @throws LanguageException SYNTAX, LIMIT or SECURITY
     */
    static Block parse(List<Segment> segments) {
        var parser = new TemplateParser(segments);
        var block = parser.block(Set.of(), 0);
        parser.vocabulary.end();
        return block;
    }

    /** The statements up to a tag of {@code ends}, which is not skipped, or up to the end where there are none. */
    private Block block(Set<String> ends, int openedAt) {
        if (++depth > Bounds.BLOCK_DEPTH) {
            throw new LanguageException(
                    Kind.LIMIT, openedAt, "blocks are nested more than " + Bounds.BLOCK_DEPTH + " deep");
        }
        var statements = new ArrayList<Statement>();
        while (position < segments.size()) {
            switch (segments.get(position)) {
                case Segment.Text text -> statements.add(new Statement.Text(text.text()));
                case Segment.Secret secret -> statements.add(new Statement.Secret(secret.name()));
                case Segment.Print print -> statements.add(new Statement.Print(expression(print)));
                case Segment.Tag tag -> {
                    var keyword = tag.tokens().getFirst();
                    if (keyword.kind() == Token.Kind.NAME && ends.contains(keyword.text())) {
                        depth--;
                        return new Block(List.copyOf(statements));
                    }
                    position++;
                    statements.add(statement(tag, keyword));
                    continue;
                }
            }
            position++;
        }
        if (!ends.isEmpty()) {
            throw new LanguageException(
                    Kind.SYNTAX, openedAt, "a block is not closed: '" + ending(ends) + "' is missing");
        }
        depth--;
        return new Block(List.copyOf(statements));
    }

    private static String ending(Set<String> ends) {
        return ends.stream().filter(name -> name.startsWith("end")).findFirst().orElse("");
    }

    private Node expression(Segment.Print print) {
        var tokens = new Tokens(print.tokens());
        var node = new ExpressionParser(tokens, vocabulary).tuple();
        tokens.expectEnd();
        return node;
    }

    private Statement statement(Segment.Tag tag, Token keyword) {
        var tokens = new Tokens(tag.tokens());
        tokens.next();
        var parser = new ExpressionParser(tokens, vocabulary);
        return switch (keyword.text()) {
            case "if" -> branches(tag, tokens, parser);
            case "for" -> loop(tag, tokens, parser);
            case "set" -> assignment(tag, tokens, parser);
            case "with" -> with(tag, tokens, parser);
            case "macro" -> macro(tag, tokens, parser);
            case "call" -> callBlock(tag, tokens, parser);
            case "filter" -> {
                var filters = stages(tokens, parser);
                yield new Statement.FilterBlock(filters, closed(tag, "endfilter"));
            }
            default -> throw unknown(keyword);
        };
    }

    private static LanguageException unknown(Token keyword) {
        var name = keyword.text();
        if (NOT_HERE.contains(name)) {
            return new LanguageException(
                    Kind.SYNTAX,
                    keyword.start(),
                    "'" + name + "' is not part of the language: files are included when " + "a workflow is published");
        }
        return new LanguageException(
                Kind.SYNTAX,
                keyword.start(),
                "unexpected statement " + keyword.describe()
                        + (TAGS.contains(name) ? "" : Missing.didYouMean(name, TAGS)));
    }

    /** The statements up to one closing tag, which is skipped. */
    private Block closed(Segment.Tag opening, String end) {
        var body = block(Set.of(end), opening.at());
        skipTag();
        return body;
    }

    private void skipTag() {
        var tokens = tagTokens();
        tokens.expectEnd();
    }

    /** The tokens after the keyword of the tag that comes, which is skipped. */
    private Tokens tagTokens() {
        if (!(segments.get(position++) instanceof Segment.Tag tag)) {
            throw new IllegalStateException("a block ends at a tag");
        }
        var tokens = new Tokens(tag.tokens());
        tokens.next();
        return tokens;
    }

    private String nextKeyword() {
        return segments.get(position) instanceof Segment.Tag tag
                ? tag.tokens().getFirst().text()
                : "";
    }

    private Statement branches(Segment.Tag tag, Tokens tokens, ExpressionParser parser) {
        var ends = Set.of("elif", "else", "endif");
        var branches = new ArrayList<Statement.Branch>();
        branches.add(branch(tag, tokens, parser));
        while (nextKeyword().equals("elif")) {
            var next = tagTokens();
            branches.add(branch(tag, next, new ExpressionParser(next, vocabulary)));
        }
        var otherwise = Block.EMPTY;
        if (nextKeyword().equals("else")) {
            skipTag();
            otherwise = block(Set.of("endif"), tag.at());
        }
        if (!nextKeyword().equals("endif")) {
            throw new LanguageException(Kind.SYNTAX, tag.at(), "expected one of " + ends);
        }
        skipTag();
        return new Statement.If(List.copyOf(branches), otherwise);
    }

    private Statement.Branch branch(Segment.Tag tag, Tokens tokens, ExpressionParser parser) {
        var condition = parser.tuple();
        tokens.expectEnd();
        return new Statement.Branch(condition, block(Set.of("elif", "else", "endif"), tag.at()));
    }

    private Statement loop(Segment.Tag tag, Tokens tokens, ExpressionParser parser) {
        var target = parser.target();
        tokens.expectName("in");
        var at = tokens.peek().start();
        var source = parser.tupleWithoutChoice();
        var condition = tokens.acceptName("if") ? parser.expression() : null;
        var recursive = tokens.acceptName("recursive");
        if (recursive) {
            vocabulary.define("loop");
        }
        tokens.expectEnd();
        var body = block(Set.of("else", "endfor"), tag.at());
        var otherwise = Block.EMPTY;
        if (nextKeyword().equals("else")) {
            skipTag();
            otherwise = block(Set.of("endfor"), tag.at());
        }
        skipTag();
        return new Statement.For(target, source, condition, new Statement.For.Bodies(body, otherwise, recursive), at);
    }

    private Statement assignment(Segment.Tag tag, Tokens tokens, ExpressionParser parser) {
        var target = settable(tokens, parser);
        if (target instanceof Target.Single name) {
            vocabulary.define(name.name());
        }
        if (tokens.accept("=")) {
            var value = parser.tuple();
            tokens.expectEnd();
            return new Statement.Assign(target, value);
        }
        var filters = tokens.accept("|") ? stages(tokens, parser) : List.<Calls.Stage>of();
        tokens.expectEnd();
        return new Statement.AssignBlock(target, filters, closed(tag, "endset"));
    }

    /** A name, several, or a field of a namespace. */
    private Target settable(Tokens tokens, ExpressionParser parser) {
        if (tokens.peek().kind() == Token.Kind.NAME && tokens.second().isOperator(".")) {
            var namespace = tokens.expectName();
            tokens.expect(".");
            return new Target.Field(namespace.text(), tokens.expectName().text(), namespace.start());
        }
        return parser.target();
    }

    private Statement with(Segment.Tag tag, Tokens tokens, ExpressionParser parser) {
        var assignments = new ArrayList<Statement.Assign>();
        while (!tokens.atEnd()) {
            var target = new Target.Single(tokens.expectName().text());
            tokens.expect("=");
            assignments.add(new Statement.Assign(target, parser.expression()));
            if (!tokens.accept(",")) {
                break;
            }
        }
        tokens.expectEnd();
        return new Statement.With(List.copyOf(assignments), closed(tag, "endwith"));
    }

    private Statement macro(Segment.Tag tag, Tokens tokens, ExpressionParser parser) {
        var name = tokens.expectName();
        vocabulary.define(name.text());
        var parameters = parameters(tokens, parser);
        tokens.expectEnd();
        vocabulary.define("caller");
        return Statement.Define.of(name.text(), parameters, closed(tag, "endmacro"));
    }

    private Statement callBlock(Segment.Tag tag, Tokens tokens, ExpressionParser parser) {
        var parameters = tokens.at("(") ? parameters(tokens, parser) : List.<Macro.Parameter>of();
        if (!(parser.expression() instanceof Calls.MacroCall call)) {
            throw tokens.fail("'call' needs the call of a macro");
        }
        tokens.expectEnd();
        return new Statement.CallBlock(call, Statement.Define.of("caller", parameters, closed(tag, "endcall")));
    }

    private static List<Macro.Parameter> parameters(Tokens tokens, ExpressionParser parser) {
        var parameters = new ArrayList<Macro.Parameter>();
        tokens.expect("(");
        while (!tokens.at(")")) {
            var name = tokens.expectName().text();
            parameters.add(new Macro.Parameter(name, tokens.accept("=") ? parser.expression() : null));
            if (!tokens.accept(",")) {
                break;
            }
        }
        tokens.expect(")");
        return List.copyOf(parameters);
    }

    private static List<Calls.Stage> stages(Tokens tokens, ExpressionParser parser) {
        var stages = new ArrayList<Calls.Stage>();
        do {
            stages.add(parser.stage());
        } while (tokens.accept("|"));
        tokens.expectEnd();
        return List.copyOf(stages);
    }
}
