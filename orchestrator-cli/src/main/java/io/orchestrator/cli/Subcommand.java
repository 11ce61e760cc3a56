package io.orchestrator.cli;

import java.util.concurrent.Callable;

/**
 * A command that another module adds to {@code orchestrator}, found with {@link java.util.ServiceLoader}. The class bears
 * picocli's {@code @Command} with its name; {@code call} answers the exit code.
 */
public interface Subcommand extends Callable<Integer> {}
