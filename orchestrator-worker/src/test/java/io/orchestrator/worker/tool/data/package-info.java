/** Tables, cells and expressions. */
@NullMarked
package io.orchestrator.worker.tool.data;

import org.jspecify.annotations.NullMarked;
