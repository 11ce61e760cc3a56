@NullMarked
package io.orchestrator.coordinator.streams;

import org.jspecify.annotations.NullMarked;
