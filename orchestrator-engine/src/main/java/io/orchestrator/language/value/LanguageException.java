package io.orchestrator.language.value;

/** A template or expression cannot be parsed or evaluated; the message names the path and the nearest known name. */
public final class LanguageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Kind {
        /** It does not parse. */
        SYNTAX,
        /** A name or path has no value. */
        UNDEFINED,
        /** An operation does not fit its operands. */
        TYPE,
        /** It reaches for something that is not allowed. */
        SECURITY,
        /** A bound was exceeded. */
        LIMIT
    }

    private final Kind kind;
    private final int offset;

    /**
     * @param kind what is wrong
     * @param offset the character of the source it is about, from 0
     * @param message for people
     */
    public LanguageException(Kind kind, int offset, String message) {
        super(message);
        this.kind = kind;
        this.offset = offset;
    }

    public Kind kind() {
        return kind;
    }

    public int offset() {
        return offset;
    }
}
