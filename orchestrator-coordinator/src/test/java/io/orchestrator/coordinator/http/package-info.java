@NullMarked
package io.orchestrator.coordinator.http;

import org.jspecify.annotations.NullMarked;
