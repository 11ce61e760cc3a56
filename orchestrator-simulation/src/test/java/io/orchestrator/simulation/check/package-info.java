/** The promises, checked while a seed runs. */
@NullMarked
package io.orchestrator.simulation.check;

import org.jspecify.annotations.NullMarked;
