/** Reading and writing tables. */
@NullMarked
package io.orchestrator.worker.tool.table;

import org.jspecify.annotations.NullMarked;
