/**
 * The rules and the REST interface of a Confluent-compatible schema registry for Avro, without the HTTP server.
 *
 * <p>Invariants: a change is a {@code RegistryRecord} that is durable in the log before it is folded into the state, so
 * that a restart gives the same registry; one writer a log; the topic's records are in Confluent's own format. Only
 * {@code RegistryApi}, {@code RegistryCall}, {@code RegistryError} and {@code StorageException} are for the server.
 */
@NullMarked
package io.orchestrator.embedded.registry;

import org.jspecify.annotations.NullMarked;
