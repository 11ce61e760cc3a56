/** Workers: the real loop and task runner, whose threads go on one at a time. */
@NullMarked
package io.orchestrator.simulation.worker;

import org.jspecify.annotations.NullMarked;
