/**
 * The {@code http} tool.
 *
 * <p>Invariants: one call is one exchange (redirects included); every method that may change something bears the
 * command's id as {@code Idempotency-Key}; a body beyond the limit is never held; no answer, a 5xx and a 429 are
 * failures that another attempt may cure, every other unexpected status is the tool's report.
 */
@NullMarked
package io.orchestrator.worker.tool.http;

import org.jspecify.annotations.NullMarked;
