/**
 * Model providers and the calls made of them.
 *
 * <p>Invariant: nothing outside this package imports LangChain4j. A provider's own retries are off: the guard and the
 * engine retry. A key is never part of a message, a log line or a {@code toString}.
 */
@NullMarked
package io.orchestrator.worker.model;

import org.jspecify.annotations.NullMarked;
