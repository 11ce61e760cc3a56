/** What the simulation needs of this package. */
@NullMarked
package io.orchestrator.coordinator.streams;

import org.jspecify.annotations.NullMarked;
