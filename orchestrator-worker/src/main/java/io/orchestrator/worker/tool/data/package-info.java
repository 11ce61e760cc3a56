/**
 * The {@code data-processing} tool: tables in, tables out.
 *
 * <p>Invariants: a table never has more rows than the limit; cells of CSV stay text until an action needs numbers
 * (commas and dollar signs in them do not matter); the order of rows and columns is the input's, groups come in the
 * order of their first row; a cell that is null, blank or spells nothing ({@code nan}, {@code null}, {@code none},
 * {@code n/a}) is missing. Pure but for reading input files of the workspace.
 */
@NullMarked
package io.orchestrator.worker.tool.data;

import org.jspecify.annotations.NullMarked;
