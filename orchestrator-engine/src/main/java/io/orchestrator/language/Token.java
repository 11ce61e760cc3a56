package io.orchestrator.language;

/**
 * One token of an expression.
 *
 * @param kind what it is
 * @param text a name, an operator, or the source of a number
 * @param value the value of a text or number, else None
 * @param start its first character in the source
 */
record Token(Kind kind, String text, Item value, int start) {

    enum Kind {
        NAME,
        TEXT,
        NUMBER,
        OPERATOR,
        END
    }

    boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    /** For messages. */
    String describe() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "a text";
            case NAME, NUMBER, OPERATOR -> "'" + text + "'";
        };
    }
}
