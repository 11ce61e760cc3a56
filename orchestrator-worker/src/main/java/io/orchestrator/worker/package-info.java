/**
 * The worker process: its configuration, its wiring, its health.
 *
 * <p>Invariant: everything is made in {@code Worker.create}, which reads as a diagram of the process. A worker keeps no
 * state that matters: kill it at any time, and its commands run elsewhere. It never imports the coordinator or the engine.
 */
@NullMarked
package io.orchestrator.worker;

import org.jspecify.annotations.NullMarked;
