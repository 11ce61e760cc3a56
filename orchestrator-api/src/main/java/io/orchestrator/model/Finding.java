package io.orchestrator.model;

/**
 * A compile message: what is wrong in a document, where, and what to do.
 *
 * @param severity whether the document can run
 * @param code a stable word, for example {@code unknown-tool}
 * @param line from 1; 0 where there is no place
 * @param column from 1; 0 where there is no place
 * @param message what is wrong
 * @param hint what to do; may be empty
 */
public record Finding(Severity severity, String code, int line, int column, String message, String hint) {

    /** How bad. */
    public enum Severity {
        ERROR,
        WARNING,
        INFO
    }

    /** {@code file:line:column: error[code]: message (hint)}. */
    public String format(String file) {
        var place = line > 0 ? file + ":" + line + ":" + column : file;
        var tail = hint.isEmpty() ? "" : " (" + hint + ")";
        return place + ": " + severity.name().toLowerCase(java.util.Locale.ROOT) + "[" + code + "]: " + message + tail;
    }
}
