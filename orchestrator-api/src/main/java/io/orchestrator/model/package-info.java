/**
 * The words of the domain as values: what a job, a step command, a result and an event are.
 *
 * <p>Invariant: nothing here imports Kafka, Avro, Jackson, a logger or a clock. Every type is immutable. The wire forms
 * are in {@code codec}, the rules that connect the values are in the engine.
 */
@NullMarked
package io.orchestrator.model;

import org.jspecify.annotations.NullMarked;
