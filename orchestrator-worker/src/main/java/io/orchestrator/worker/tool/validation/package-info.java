/**
 * The {@code validation} tool: JSON Schema (draft 7 unless the schema says otherwise), quality scores, inference.
 *
 * <p>Invariants: a schema never loads anything from outside itself; the number of reported errors is bounded. The only
 * package that sees the schema library.
 */
@NullMarked
package io.orchestrator.worker.tool.validation;

import org.jspecify.annotations.NullMarked;
