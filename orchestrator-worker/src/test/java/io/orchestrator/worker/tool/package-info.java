/** Tools run for real: real files, processes and a real HTTP server on loopback. */
@NullMarked
package io.orchestrator.worker.tool;

import org.jspecify.annotations.NullMarked;
