/**
 * The list of the built-in tools.
 *
 * <p>Invariant: it knows every package of tools, and none of them knows it: a tool is added by a package of its own and a
 * line here.
 */
@NullMarked
package io.orchestrator.worker.tool.builtin;

import org.jspecify.annotations.NullMarked;
