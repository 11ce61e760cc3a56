@NullMarked
package io.orchestrator.coordinator;

import org.jspecify.annotations.NullMarked;
