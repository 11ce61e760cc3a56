package io.orchestrator.cli.chaos;

import io.orchestrator.model.Value;
import java.util.Optional;

/**
 * A job that was asked for.
 *
 * @param jobId its id
 * @param inputs given to it
 * @param partition of its events
 * @param probeOf the hit whose recovery it measures
 */
record Submitted(String jobId, Value.Dict inputs, int partition, Optional<Hit> probeOf) {}
