/**
 * Writes the records that workflows emit to topics of their users'. Apart from the stream threads: a topic that is missing,
 * closed or away holds up nothing but what is emitted. A record, the answer to its job and the progress are one
 * transaction: readers of committed records see each record once.
 */
@NullMarked
package io.orchestrator.coordinator.emit;

import org.jspecify.annotations.NullMarked;
