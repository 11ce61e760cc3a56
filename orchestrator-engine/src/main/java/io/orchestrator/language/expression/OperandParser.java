package io.orchestrator.language.expression;

import io.orchestrator.language.builtin.Builtin;
import io.orchestrator.language.builtin.Filters;
import io.orchestrator.language.builtin.Functions;
import io.orchestrator.language.builtin.Methods;
import io.orchestrator.language.builtin.Questions;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import io.orchestrator.language.value.Missing;
import java.util.ArrayList;
import java.util.List;

/** Parses names and literals, what follows them in brackets, points and parentheses, and filters and tests. */
final class OperandParser {

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final Vocabulary vocabulary;
    private final DisplayParser displays;

    OperandParser(Tokens tokens, ExpressionParser expressions, Vocabulary vocabulary) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.vocabulary = vocabulary;
        this.displays = new DisplayParser(tokens, expressions);
    }

    DisplayParser displays() {
        return displays;
    }

    /** An operand with its fields, elements and calls. */
    Node postfix() {
        return postfix(operand());
    }

    private Node postfix(Node operand) {
        var node = operand;
        while (true) {
            if (tokens.at(".")) {
                node = field(node);
            } else if (tokens.at("[")) {
                node = element(node);
            } else if (tokens.at("(")) {
                node = call(node);
            } else {
                return node;
            }
        }
    }

    private Node operand() {
        var token = tokens.peek();
        return switch (token.kind()) {
            case NUMBER -> tokens.node(new Literal(tokens.next().value()));
            case TEXT -> text();
            case NAME -> name();
            case OPERATOR -> displays.display(vocabulary.form());
            case END -> throw tokens.fail("an expression is missing");
        };
    }

    /** Adjacent texts are one. In a condition, a text with braces inside is a template. */
    private Node text() {
        var at = tokens.peek().start();
        var text = new StringBuilder();
        while (tokens.peek().kind() == Token.Kind.TEXT) {
            text.append(tokens.next().value() instanceof Item.Str part ? part.value() : "");
        }
        var value = text.toString();
        var braces = value.contains("{{") || value.contains("${");
        return tokens.node(braces ? vocabulary.braced(value, at) : new Literal(Item.of(value)));
    }

    private Node name() {
        var token = tokens.next();
        return tokens.node(
                switch (token.text()) {
                    case "true", "True" -> new Literal(Item.Bool.TRUE);
                    case "false", "False" -> new Literal(Item.Bool.FALSE);
                    case "none", "None", "null" -> new Literal(Item.None.NONE);
                    default -> {
                        if (ExpressionParser.KEYWORDS.contains(token.text())) {
                            throw new LanguageException(
                                    Kind.SYNTAX, token.start(), "unexpected '" + token.text() + "'");
                        }
                        yield new Paths.Name(token.text(), token.start());
                    }
                });
    }

    private Node field(Node target) {
        tokens.next();
        var token = tokens.next();
        return switch (token.kind()) {
            case NUMBER -> tokens.node(new Paths.Subscript(target, new Literal(token.value()), token.start()));
            case NAME -> {
                if (token.text().startsWith("_")) {
                    throw new LanguageException(
                            Kind.SECURITY,
                            token.start(),
                            "'" + token.text() + "' is private: names with a leading underscore cannot be read");
                }
                yield tokens.node(new Paths.Attribute(target, token.text(), token.start()));
            }
            case TEXT, OPERATOR, END ->
                throw new LanguageException(
                        Kind.SYNTAX, token.start(), "expected a name after '.', found " + token.describe());
        };
    }

    private Node element(Node target) {
        var at = tokens.next().start();
        var start = tokens.at(":") ? null : expressions.tuple();
        if (start != null && tokens.accept("]")) {
            return tokens.node(new Paths.Subscript(target, start, at));
        }
        tokens.expect(":");
        var stop = tokens.at(":") || tokens.at("]") ? null : expressions.expression();
        var step = tokens.accept(":") && !tokens.at("]") ? expressions.expression() : null;
        tokens.expect("]");
        return tokens.node(new Paths.Slice(target, start, stop, step, at));
    }

    private Node call(Node target) {
        return switch (target) {
            case Paths.Name name -> call(name);
            case Paths.Attribute method -> call(method);
            default -> throw tokens.fail("only functions, methods and macros can be called");
        };
    }

    private Node call(Paths.Attribute method) {
        if (method.describe().equals("json.loads")) {
            return function(Functions.JSON_LOADS, method.at());
        }
        if (!Methods.NAMES.contains(method.name())) {
            throw new LanguageException(
                    Kind.SYNTAX,
                    method.at(),
                    "there is no method '" + method.name() + "'" + Missing.didYouMean(method.name(), Methods.NAMES));
        }
        return tokens.node(new Calls.Method(method.target(), method.name(), arguments(), method.at()));
    }

    private Node call(Paths.Name name) {
        var function = vocabulary.function(name.name());
        if (function.isPresent() && !vocabulary.isDefined(name.name())) {
            return function(function.get(), name.at());
        }
        if (name.name().startsWith("__")) {
            throw new LanguageException(Kind.SECURITY, name.at(), "'" + name.name() + "' is private");
        }
        vocabulary.called(name.name(), name.at());
        return tokens.node(new Calls.MacroCall(name.name(), arguments(), name.at()));
    }

    private Node function(Builtin function, int at) {
        return tokens.node(new Calls.Function(function, checked("function", function, arguments(), at), at));
    }

    /** The arguments in parentheses, or none. */
    Calls.Arguments arguments() {
        if (!tokens.accept("(")) {
            return Calls.Arguments.NONE;
        }
        var positional = new ArrayList<Node>();
        var names = new ArrayList<String>();
        var named = new ArrayList<Node>();
        while (!tokens.at(")")) {
            if (tokens.peek().kind() == Token.Kind.NAME && tokens.second().isOperator("=")) {
                names.add(tokens.expectName().text());
                tokens.expect("=");
                named.add(expressions.expression());
            } else if (named.isEmpty()) {
                positional.add(argument());
            } else {
                throw tokens.fail("an argument without a name follows one with a name");
            }
            if (!tokens.accept(",")) {
                break;
            }
        }
        tokens.expect(")");
        return new Calls.Arguments(List.copyOf(positional), List.copyOf(names), List.copyOf(named));
    }

    private Node argument() {
        var at = tokens.peek().start();
        var value = expressions.expression();
        return tokens.atName("for") ? displays.comprehension(Displays.Form.LIST, value, at) : value;
    }

    /** The operand with the filters and tests that follow it. */
    Node filtered(Node operand) {
        var node = operand;
        while (true) {
            if (tokens.accept("|")) {
                node = tokens.node(new Calls.Filtered(stage(), node));
            } else if (tokens.atName("is")) {
                node = test(node);
            } else {
                return node;
            }
        }
    }

    /** The name and arguments of a filter. */
    Calls.Stage stage() {
        var token = tokens.expectName();
        var filter = Filters.ALL.get(token.text());
        if (filter == null) {
            throw unknown("filter", token, Elsewhere.hint(token.text(), Filters.ALL.keySet()));
        }
        return new Calls.Stage(filter, checked("filter", filter, arguments(), token.start()), token.start());
    }

    private Node test(Node input) {
        tokens.next();
        var negative = tokens.acceptName("not");
        var token = tokens.peek();
        var node = tokens.node(token.kind() == Token.Kind.NAME ? namedTest(input) : identity(input));
        return negative ? tokens.node(new Operations.Not(node)) : node;
    }

    /** Python's {@code is} with a literal. */
    private Node identity(Node input) {
        var at = tokens.peek().start();
        var other = new Calls.Arguments(List.of(expressions.sign()), List.of(), List.of());
        return new Calls.Tested(Questions.SAME_AS, input, other, at);
    }

    private Node namedTest(Node input) {
        var token = tokens.next();
        var test = Questions.ALL.get(token.text());
        if (test == null) {
            throw unknown("test", token, Missing.didYouMean(token.text(), Questions.ALL.keySet()));
        }
        var arguments = tokens.at("(") || test.signature().names().isEmpty() || !startsOperand()
                ? arguments()
                : new Calls.Arguments(List.of(postfix()), List.of(), List.of());
        return new Calls.Tested(test, input, checked("test", test, arguments, token.start()), token.start());
    }

    private boolean startsOperand() {
        var token = tokens.peek();
        return switch (token.kind()) {
            case TEXT, NUMBER -> true;
            case NAME -> !ExpressionParser.KEYWORDS.contains(token.text());
            case OPERATOR -> token.isOperator("[") || token.isOperator("{");
            case END -> false;
        };
    }

    private static Calls.Arguments checked(String what, Builtin builtin, Calls.Arguments arguments, int at) {
        builtin.signature()
                .problem(arguments.positional().size(), arguments.names())
                .ifPresent(problem -> {
                    throw new LanguageException(
                            Kind.SYNTAX, at, "the " + what + " '" + builtin.name() + "' " + problem);
                });
        return arguments;
    }

    private static LanguageException unknown(String what, Token token, String hint) {
        return new LanguageException(
                Kind.SYNTAX, token.start(), "there is no " + what + " '" + token.text() + "'" + hint);
    }
}
