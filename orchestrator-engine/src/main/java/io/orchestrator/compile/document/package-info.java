/**
 * A document's text as a located tree: every key and value knows its line and column.
 *
 * <p>Invariants: reading is total (any text gives a tree, findings, or both) and bounded in text, depth and number of
 * nodes, aliases expanded; the only package that sees the YAML parser; it knows nothing of workflows.
 */
@NullMarked
package io.orchestrator.compile.document;

import org.jspecify.annotations.NullMarked;
