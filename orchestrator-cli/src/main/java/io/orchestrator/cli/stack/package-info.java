/**
 * The embedded default: broker, registry, coordinator and worker in this JVM, with their data in one folder.
 *
 * <p>Invariants: one process at a time runs a folder's stack (an exclusive file lock, gone with the process); what other
 * processes read about it in {@code stack.json} is believed only while that lock is held.
 */
@NullMarked
package io.orchestrator.cli.stack;

import org.jspecify.annotations.NullMarked;
