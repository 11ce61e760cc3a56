/**
 * Settings of a process: read from a file, then the environment, then flags; the later one wins.
 *
 * <p>Invariants: every problem is reported at once, each with its key, where the value came from and what to do; a value
 * that may be secret is never part of a message. Knows no component: each asks for its own keys.
 */
@NullMarked
package io.orchestrator.config;

import org.jspecify.annotations.NullMarked;
