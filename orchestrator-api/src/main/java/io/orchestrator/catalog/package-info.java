/**
 * What the built-in tools are called, which actions they have and which parameters they take.
 *
 * <p>Invariant: pure data. The compiler checks documents with it, the worker checks calls with it, so both say the
 * same. Imports nothing but the JDK and the model.
 */
@NullMarked
package io.orchestrator.catalog;

import org.jspecify.annotations.NullMarked;
