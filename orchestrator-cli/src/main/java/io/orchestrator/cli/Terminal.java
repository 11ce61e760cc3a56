package io.orchestrator.cli;

import java.io.PrintStream;
import java.util.Objects;

/**
 * Where a command prints: results to {@code out}, everything else to {@code err}, so that results can be piped.
 *
 * @param out results
 * @param err progress and errors
 * @param interactive whether {@code err} is a terminal on which lines can be redrawn
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive) {

    /** The process's own streams. */
    @SuppressWarnings("SystemOut") // the one place of the command line that names them
    static Terminal system() {
        var dumb = "dumb".equals(System.getenv("TERM"));
        return new Terminal(System.out, System.err, Objects.requireNonNull(System.console()).isTerminal() && !dumb);
    }
}
