/**
 * Tables, and how they are read, written and measured; the tools for data share them.
 *
 * <p>Invariants: a table that is read never has more rows than the limit; cells of CSV stay text until somebody needs
 * numbers (commas and dollar signs in them do not matter); a cell that is null, blank or spells nothing ({@code nan},
 * {@code null}, {@code none}, {@code n/a}) is missing. The only package that sees the CSV and YAML libraries.
 */
@NullMarked
package io.orchestrator.worker.tool.table;

import org.jspecify.annotations.NullMarked;
