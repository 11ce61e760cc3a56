/**
 * The schema registry as a client sees it: register and look up Avro schemas over the Confluent REST API, and the framing
 * of a record's value.
 *
 * <p>Invariants: no generated Avro class is seen here, only schemas. A schema id never changes its meaning, so every
 * answer is kept. Errors say which registry, which subject and what to do.
 */
@NullMarked
package io.orchestrator.registry;

import org.jspecify.annotations.NullMarked;
