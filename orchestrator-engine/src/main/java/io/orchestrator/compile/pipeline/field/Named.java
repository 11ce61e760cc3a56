package io.orchestrator.compile.pipeline.field;

import io.orchestrator.compile.document.Place;

/**
 * A step id where a document names one.
 *
 * @param id as written
 * @param place where
 */
public record Named(String id, Place place) {}
