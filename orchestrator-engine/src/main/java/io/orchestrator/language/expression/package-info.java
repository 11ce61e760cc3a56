/**
 * Expressions: text becomes tokens ({@code Lexer}), tokens become a tree of {@code Node}s, and a node gives an item.
 * {@code References} are the names and paths that a tree reads.
 *
 * <p>Invariant: a tree is immutable, and knows of templates only what a {@code Macro} prints.
 */
@NullMarked
package io.orchestrator.language.expression;

import org.jspecify.annotations.NullMarked;
