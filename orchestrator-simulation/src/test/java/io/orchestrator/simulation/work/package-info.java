/** Random workflows. */
@NullMarked
package io.orchestrator.simulation.work;

import org.jspecify.annotations.NullMarked;
