/** Expressions. */
@NullMarked
package io.orchestrator.worker.tool.data;

import org.jspecify.annotations.NullMarked;
