package io.orchestrator.worker.tool;

/** The tool ran and reports failure; the message is the envelope's {@code error}. */
public final class ReportedException extends Exception {
    private static final long serialVersionUID = 1L;

    public ReportedException(String message) {
        super(message);
    }
}
