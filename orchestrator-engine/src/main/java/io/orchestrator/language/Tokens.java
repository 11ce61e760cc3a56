package io.orchestrator.language;

import io.orchestrator.language.LanguageException.Kind;
import java.util.List;

/** The tokens of one expression or statement while it is parsed, and what it may still use up. */
final class Tokens {

    private final List<Token> tokens;
    private int position;
    private int nodes;
    private int depth;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(position);
    }

    /** The token after the next one. */
    Token second() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    Token next() {
        var token = tokens.get(position);
        if (position < tokens.size() - 1) {
            position++;
        }
        return token;
    }

    boolean at(String operator) {
        return peek().isOperator(operator);
    }

    boolean atName(String name) {
        return peek().isName(name);
    }

    boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    boolean accept(String operator) {
        if (at(operator)) {
            next();
            return true;
        }
        return false;
    }

    boolean acceptName(String name) {
        if (atName(name)) {
            next();
            return true;
        }
        return false;
    }

    Token expect(String operator) {
        if (at(operator)) {
            return next();
        }
        throw fail("expected '" + operator + "', found " + peek().describe());
    }

    Token expectName(String name) {
        if (atName(name)) {
            return next();
        }
        throw fail("expected '" + name + "', found " + peek().describe());
    }

    /** Any name but a keyword. */
    Token expectName() {
        if (peek().kind() == Token.Kind.NAME && !ExpressionParser.KEYWORDS.contains(peek().text())) {
            return next();
        }
        throw fail("expected a name, found " + peek().describe());
    }

    void expectEnd() {
        if (!atEnd()) {
            throw fail(at("=") ? "unexpected '=': write '==' to compare" : "unexpected " + peek().describe());
        }
    }

    LanguageException fail(String message) {
        return new LanguageException(Kind.SYNTAX, peek().start(), message);
    }

    /** Counts a node against its bound. */
    <T> T node(T node) {
        if (++nodes > Bounds.NODES) {
            throw limit("more than " + Bounds.NODES + " nodes");
        }
        return node;
    }

    void descend() {
        if (++depth > Bounds.DEPTH) {
            throw limit("nested more than " + Bounds.DEPTH + " deep");
        }
    }

    void ascend() {
        depth--;
    }

    private LanguageException limit(String what) {
        return new LanguageException(Kind.LIMIT, peek().start(), "an expression is too large: " + what);
    }
}
