package io.orchestrator.model;

import java.util.Optional;

/**
 * A value as the change of a variable tells it: itself where it is short, else what tells it from others.
 *
 * @param type string, integer, number, boolean, array, object or null
 * @param value empty where its JSON text is longer than events tell
 * @param bytes length of its JSON text in UTF-8
 * @param sha256 of that text, lower-case hex; empty where {@code value} is there
 */
public record VariableValue(String type, Optional<Value> value, long bytes, String sha256) {}
