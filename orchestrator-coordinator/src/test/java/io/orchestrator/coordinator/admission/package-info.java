@NullMarked
package io.orchestrator.coordinator.admission;

import org.jspecify.annotations.NullMarked;
