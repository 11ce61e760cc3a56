@NullMarked
package io.orchestrator.worker.loop;

import org.jspecify.annotations.NullMarked;
