@NullMarked
package io.orchestrator.worker.run;

import org.jspecify.annotations.NullMarked;
