/**
 * The {@code orchestrator} command.
 *
 * <p>Invariants: results go to standard output, progress and errors to standard error, logs to a file. Exit code 0 is
 * success, 1 a failed execution, 2 a wrong document, input, setting or place, 130 an interrupt. Every error is one
 * message that says what, where and what to do; a stack trace is shown only with {@code --debug}.
 */
@NullMarked
package io.orchestrator.cli;

import org.jspecify.annotations.NullMarked;
