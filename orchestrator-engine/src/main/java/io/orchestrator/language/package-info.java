/**
 * Templates and expressions: one total, bounded evaluator over {@link io.orchestrator.model.Value}. Text becomes tokens
 * ({@code Lexer}), tokens become a tree of small records ({@code Node}, {@code Statement}), the tree runs over
 * {@code Item}s with Python's meaning.
 *
 * <p>Invariants: no reflection, no Java object in scope, no clock, no random, no file; every evaluation is bounded by
 * {@link io.orchestrator.language.Bounds}, where time is bounded as steps, since the same input must always give the
 * same answer; nothing but {@link io.orchestrator.language.LanguageException} leaves it; a parsed template is immutable
 * and thread-safe.
 */
@NullMarked
package io.orchestrator.language;

import org.jspecify.annotations.NullMarked;
