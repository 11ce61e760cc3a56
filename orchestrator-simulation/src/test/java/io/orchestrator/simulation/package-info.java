/** Seeded runs of the real coordinator and worker, single-threaded, over a log in memory: see docs/guarantees.md. */
@NullMarked
package io.orchestrator.simulation;

import org.jspecify.annotations.NullMarked;
