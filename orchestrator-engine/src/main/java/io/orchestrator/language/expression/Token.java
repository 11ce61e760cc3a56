package io.orchestrator.language.expression;

import io.orchestrator.language.value.Item;

/**
 * One token of an expression.
 *
 * @param kind what it is
 * @param text a name, an operator, or the source of a number
 * @param value the value of a text or number, else None
 * @param start its first character in the source
 */
public record Token(Kind kind, String text, Item value, int start) {

    public enum Kind {
        NAME,
        TEXT,
        NUMBER,
        OPERATOR,
        END
    }

    public boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    /** For messages. */
    public String describe() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "a text";
            case NAME, NUMBER, OPERATOR -> "'" + text + "'";
        };
    }
}
