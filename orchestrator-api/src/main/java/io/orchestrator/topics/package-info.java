/**
 * The names, partitions and settings of every topic and share group, and their creation from one manifest.
 *
 * <p>Invariant: no other package spells a topic's name. Topics are created here, never by the broker on first use.
 */
@NullMarked
package io.orchestrator.topics;

import org.jspecify.annotations.NullMarked;
