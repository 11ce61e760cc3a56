/** Topics, transactions and share groups in memory. */
@NullMarked
package io.orchestrator.simulation.log;

import org.jspecify.annotations.NullMarked;
