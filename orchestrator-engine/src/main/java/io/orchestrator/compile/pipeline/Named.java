package io.orchestrator.compile.pipeline;

import io.orchestrator.compile.document.Place;

/**
 * A step id where a document names one.
 *
 * @param id as written
 * @param place where
 */
record Named(String id, Place place) {}
