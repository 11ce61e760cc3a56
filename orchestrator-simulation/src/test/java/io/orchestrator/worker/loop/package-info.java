/** What the simulation needs of this package. */
@NullMarked
package io.orchestrator.worker.loop;

import org.jspecify.annotations.NullMarked;
