/** Children, their output and their end. */
@NullMarked
package io.orchestrator.worker.tool.process;

import org.jspecify.annotations.NullMarked;
