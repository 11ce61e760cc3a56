@NullMarked
package io.orchestrator.coordinator.state;

import org.jspecify.annotations.NullMarked;
