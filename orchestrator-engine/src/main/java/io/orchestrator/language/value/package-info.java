/**
 * What an evaluation computes with: {@code Item}s, which are views of {@link io.orchestrator.model.Value}s, over the
 * names of a {@code Scope}, within the {@code Bounds} that one {@code Run} spends.
 *
 * <p>Invariants: it knows no other package of the language; only a run and its frames, a namespace and a loop
 * variable ever change.
 */
@NullMarked
package io.orchestrator.language.value;

import org.jspecify.annotations.NullMarked;
