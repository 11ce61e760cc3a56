/**
 * The JSON Schema of the native language, for editors, and the tables of its keys, for people.
 *
 * <p>Invariants: the keys are those that the compiler reads, taken from its own vocabularies; what a key takes and means is
 * here alone, and a test fails where a key has no description or a description has no key.
 */
@NullMarked
package io.orchestrator.compile.schema;

import org.jspecify.annotations.NullMarked;
