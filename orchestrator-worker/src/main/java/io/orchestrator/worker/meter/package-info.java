/**
 * Every meter of a worker process, in one class.
 *
 * <p>Invariant: tags come from closed sets (queues, tools, providers, outcomes), never from job or step ids.
 */
@NullMarked
package io.orchestrator.worker.meter;

import org.jspecify.annotations.NullMarked;
