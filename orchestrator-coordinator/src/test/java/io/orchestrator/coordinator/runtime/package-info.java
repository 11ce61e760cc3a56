@NullMarked
package io.orchestrator.coordinator.runtime;

import org.jspecify.annotations.NullMarked;
