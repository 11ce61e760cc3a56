/**
 * JSON text to and from {@link io.orchestrator.model.Value}; the only package besides the registry client that sees
 * Jackson. Pure: no files, no network.
 */
@NullMarked
package io.orchestrator.json;

import org.jspecify.annotations.NullMarked;
