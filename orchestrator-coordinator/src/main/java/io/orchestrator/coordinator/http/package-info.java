/**
 * The HTTP API: routes over what the coordinator knows, on the JDK's server with virtual threads.
 *
 * <p>Invariants: every body, page and number of open streams has a bound; every error is a problem document (RFC 9457) that
 * says what, where and what to do; nothing a browser sends across origins is obeyed; every route is in the OpenAPI document
 * and the other way round (tested).
 */
@NullMarked
package io.orchestrator.coordinator.http;

import org.jspecify.annotations.NullMarked;
