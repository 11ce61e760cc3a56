/**
 * The coordinator's meters, all in one class.
 *
 * <p>Invariant: tags come from closed sets (topics, reasons, routes), never from jobs or users.
 */
@NullMarked
package io.orchestrator.coordinator.metrics;

import org.jspecify.annotations.NullMarked;
