@NullMarked
package io.orchestrator.coordinator.wire;

import org.jspecify.annotations.NullMarked;
