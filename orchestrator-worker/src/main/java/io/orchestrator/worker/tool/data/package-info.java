/**
 * The {@code data-processing} tool: tables in, tables out.
 *
 * <p>Invariants: the order of rows and columns is the input's, groups come in the order of their first row; a result
 * never has more rows than the limit. Pure but for what {@link io.orchestrator.worker.tool.table.DataReader} reads.
 */
@NullMarked
package io.orchestrator.worker.tool.data;

import org.jspecify.annotations.NullMarked;
