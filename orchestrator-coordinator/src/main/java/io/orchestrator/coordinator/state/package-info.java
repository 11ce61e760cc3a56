/**
 * The stored form of a job: keys and values of the coordinator's stores.
 *
 * <p>Invariants: a value begins with two bytes of schema version, then Avro; the schemas of all versions are in this jar,
 * so state is restored without a registry. The only package of the coordinator that sees generated Avro classes.
 */
@NullMarked
package io.orchestrator.coordinator.state;

import org.jspecify.annotations.NullMarked;
