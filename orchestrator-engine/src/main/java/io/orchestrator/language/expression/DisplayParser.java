package io.orchestrator.language.expression;

import io.orchestrator.language.value.LanguageException;
import java.util.ArrayList;
import java.util.List;

/** Parses lists, tuples, sets, maps, comprehensions, and what parentheses and braces group. */
final class DisplayParser {

    private final Tokens tokens;
    private final ExpressionParser expressions;

    DisplayParser(Tokens tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    Node display(Vocabulary.Form form) {
        var token = tokens.peek();
        return switch (token.text()) {
            case "(" -> parentheses();
            case "[" -> list();
            case "{" -> form == Vocabulary.Form.CONDITION && doubled() ? group(2) : braces();
            case "${" -> group(1);
            default -> throw tokens.fail("unexpected " + token.describe());
        };
    }

    private boolean doubled() {
        return tokens.second().isOperator("{")
                && tokens.second().start() == tokens.peek().start() + 1;
    }

    /** An expression in template braces, which only group it here; {@code braces} is how many. */
    private Node group(int braces) {
        tokens.next();
        if (tokens.atName("secret") && tokens.second().isOperator(":")) {
            throw tokens.fail("a secret is known to the worker only: no expression can read it");
        }
        for (var open = 1; open < braces; open++) {
            tokens.expect("{");
        }
        var node = expressions.tuple();
        for (var close = 0; close < braces; close++) {
            tokens.expect("}");
        }
        return node;
    }

    private Node parentheses() {
        var at = tokens.next().start();
        if (tokens.accept(")")) {
            return tokens.node(new Displays.Sequence(Displays.Form.TUPLE, List.of(), at));
        }
        var first = expressions.expression();
        if (tokens.atName("for")) {
            var generator = comprehension(Displays.Form.LIST, first, at);
            tokens.expect(")");
            return generator;
        }
        if (tokens.accept(")")) {
            return first;
        }
        var elements = elements(first, ")");
        return tokens.node(new Displays.Sequence(Displays.Form.TUPLE, elements, at));
    }

    private Node list() {
        var at = tokens.next().start();
        if (tokens.accept("]")) {
            return tokens.node(new Displays.Sequence(Displays.Form.LIST, List.of(), at));
        }
        var first = expressions.expression();
        if (tokens.atName("for")) {
            var comprehension = comprehension(Displays.Form.LIST, first, at);
            tokens.expect("]");
            return comprehension;
        }
        return tokens.node(new Displays.Sequence(Displays.Form.LIST, elements(first, "]"), at));
    }

    /** The elements after the first, up to the closing bracket, which is skipped. */
    private List<Node> elements(Node first, String close) {
        var elements = new ArrayList<Node>();
        elements.add(first);
        while (tokens.accept(",")) {
            if (tokens.at(close)) {
                break;
            }
            elements.add(expressions.expression());
        }
        tokens.expect(close);
        return List.copyOf(elements);
    }

    private Node braces() {
        var at = tokens.next().start();
        if (tokens.accept("}")) {
            return tokens.node(new Displays.Mapping(List.of(), List.of(), at));
        }
        var first = expressions.expression();
        if (tokens.accept(":")) {
            return mapping(first, at);
        }
        if (tokens.atName("for")) {
            var comprehension = comprehension(Displays.Form.SET, first, at);
            tokens.expect("}");
            return comprehension;
        }
        return tokens.node(new Displays.Sequence(Displays.Form.SET, elements(first, "}"), at));
    }

    private Node mapping(Node firstKey, int at) {
        var firstValue = expressions.expression();
        if (tokens.atName("for")) {
            var clauses = clauses();
            tokens.expect("}");
            return tokens.node(new Displays.MappingComprehension(firstKey, firstValue, clauses, at));
        }
        var keys = new ArrayList<Node>();
        var values = new ArrayList<Node>();
        keys.add(firstKey);
        values.add(firstValue);
        while (tokens.accept(",")) {
            if (tokens.at("}")) {
                break;
            }
            keys.add(expressions.expression());
            tokens.expect(":");
            values.add(expressions.expression());
        }
        tokens.expect("}");
        return tokens.node(new Displays.Mapping(List.copyOf(keys), List.copyOf(values), at));
    }

    /** What follows the element of a comprehension, up to the closing bracket. */
    Node comprehension(Displays.Form form, Node element, int at) {
        return tokens.node(new Displays.Comprehension(form, element, clauses(), at));
    }

    private List<Displays.Clause> clauses() {
        var clauses = new ArrayList<Displays.Clause>();
        while (tokens.atName("for")) {
            var at = tokens.next().start();
            var target = target();
            tokens.expectName("in");
            var source = expressions.disjunction();
            var conditions = new ArrayList<Node>();
            while (tokens.acceptName("if")) {
                conditions.add(expressions.disjunction());
            }
            clauses.add(tokens.node(new Displays.Clause(target, source, List.copyOf(conditions), at)));
        }
        return List.copyOf(clauses);
    }

    /** What is assigned to: a name, or several with commas between, in parentheses or not. */
    Target target() {
        var at = tokens.peek().start();
        var first = singleTarget();
        if (!tokens.at(",")) {
            return first;
        }
        var targets = new ArrayList<Target>();
        targets.add(first);
        while (tokens.accept(",")) {
            if (tokens.atName("in") || tokens.at("=") || tokens.at(")")) {
                break;
            }
            targets.add(singleTarget());
        }
        return new Target.Several(List.copyOf(targets), at);
    }

    private Target singleTarget() {
        if (tokens.accept("(")) {
            tokens.descend();
            var inner = target();
            tokens.ascend();
            tokens.expect(")");
            return inner;
        }
        var token = tokens.expectName();
        if (token.text().startsWith("__")) {
            throw new LanguageException(
                    LanguageException.Kind.SECURITY, token.start(), "'" + token.text() + "' is private");
        }
        return new Target.Single(token.text());
    }
}
