@NullMarked
package io.orchestrator.coordinator.search;

import org.jspecify.annotations.NullMarked;
