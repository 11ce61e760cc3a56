package io.orchestrator.worker.tool;

/** A path leaves the workspace, or is no path at all; the message names the path and the root. */
public final class WorkspaceException extends Exception {
    private static final long serialVersionUID = 1L;

    WorkspaceException(String message) {
        super(message);
    }
}
