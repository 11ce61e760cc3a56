@NullMarked
package io.orchestrator.worker.guard;

import org.jspecify.annotations.NullMarked;
