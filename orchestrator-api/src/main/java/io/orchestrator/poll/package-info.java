/**
 * How threads wait for records: what Kafka's consumers lack. Invariant: nothing here knows what is waited for.
 */
@NullMarked
package io.orchestrator.poll;

import org.jspecify.annotations.NullMarked;
