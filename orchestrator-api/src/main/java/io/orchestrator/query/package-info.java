/**
 * Which jobs somebody wants to see, and in which part of the list: the one meaning of a filter, for the index, the HTTP API,
 * the client and the command line; and when the steps of one of them ran.
 *
 * <p>Invariants: what is asked has bounds; a query that is wrong says which parameter and why; the order of a list does not
 * depend on what changes in a job.
 */
@NullMarked
package io.orchestrator.query;

import org.jspecify.annotations.NullMarked;
