package io.orchestrator.language.expression;

import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import java.util.List;

/** The tokens of one expression or statement while it is parsed, and what it may still use up. */
public final class Tokens {

    private final List<Token> tokens;
    private int position;
    private int nodes;
    private int depth;

    public Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    public Token peek() {
        return tokens.get(position);
    }

    /** The token after the next one. */
    public Token second() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    public Token next() {
        var token = tokens.get(position);
        if (position < tokens.size() - 1) {
            position++;
        }
        return token;
    }

    public boolean at(String operator) {
        return peek().isOperator(operator);
    }

    public boolean atName(String name) {
        return peek().isName(name);
    }

    public boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    public boolean accept(String operator) {
        if (at(operator)) {
            next();
            return true;
        }
        return false;
    }

    public boolean acceptName(String name) {
        if (atName(name)) {
            next();
            return true;
        }
        return false;
    }

    public Token expect(String operator) {
        if (at(operator)) {
            return next();
        }
        throw fail("expected '" + operator + "', found " + peek().describe());
    }

    public Token expectName(String name) {
        if (atName(name)) {
            return next();
        }
        throw fail("expected '" + name + "', found " + peek().describe());
    }

    /** Any name but a keyword. */
    public Token expectName() {
        if (peek().kind() == Token.Kind.NAME && !ExpressionParser.KEYWORDS.contains(peek().text())) {
            return next();
        }
        throw fail("expected a name, found " + peek().describe());
    }

    public void expectEnd() {
        if (!atEnd()) {
            throw fail(at("=") ? "unexpected '=': write '==' to compare" : "unexpected " + peek().describe());
        }
    }

    public LanguageException fail(String message) {
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
