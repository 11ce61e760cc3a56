/**
 * The pipeline dialect: our native document, a superset of ContextLab's pipelines, to a plan.
 *
 * <p>Invariants: every key of a document is read, known to be inert (silent), ignored with a warning, or refused with
 * an error: none is silently ignored. All findings are reported at once. {@code PipelineDialect} is the entry;
 * {@code StepReader} reads steps one by one, {@code Linker} joins them.
 */
@NullMarked
package io.orchestrator.compile.pipeline;

import org.jspecify.annotations.NullMarked;
