/**
 * Templates and expressions: one total, bounded evaluator over {@link io.orchestrator.model.Value}. This package is
 * the face that plans, the compiler and the engine use, with {@link io.orchestrator.language.value.Scope} and {@link
 * io.orchestrator.language.value.Opener} for what goes in and {@link io.orchestrator.language.value.LanguageException}
 * for what goes wrong. Below it, each package uses only those after it: {@code template}, {@code expression}, {@code
 * builtin}, {@code operation}, {@code text}, {@code value}.
 *
 * <p>Invariants: no reflection, no Java object in scope, no clock, no random, no file; every evaluation is bounded
 * by {@link io.orchestrator.language.value.Bounds}, where time is bounded as steps, since the same input must always
 * give the same answer; nothing but {@code LanguageException} leaves it; a parsed template is immutable and
 * thread-safe.
 */
@NullMarked
package io.orchestrator.language;

import org.jspecify.annotations.NullMarked;
