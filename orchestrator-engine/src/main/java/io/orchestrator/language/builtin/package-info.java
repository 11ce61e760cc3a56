/**
 * The library: every filter, test, function and method by name, each with the arguments it takes.
 *
 * <p>Invariant: a builtin is a constant that sees its input, its arguments and the run, never the tree it is called
 * from.
 */
@NullMarked
package io.orchestrator.language.builtin;

import org.jspecify.annotations.NullMarked;
