package io.orchestrator.cli;

import java.io.PrintStream;

/**
 * Where a command prints: results to {@code out}, everything else to {@code err}, so that results can be piped.
 *
 * @param out results
 * @param err progress and errors
 * @param interactive whether {@code err} is a terminal on which lines can be redrawn
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive) {

    /** The process's own streams. */
    @SuppressWarnings("SystemConsoleNull") // it is null where nobody looks, whatever Error Prone says
    static Terminal system() {
        var console = System.console();
        var dumb = "dumb".equals(System.getenv("TERM"));
        return new Terminal(System.out, System.err, console != null && console.isTerminal() && !dumb);
    }
}
