package io.orchestrator.coordinator.wire;

import io.orchestrator.engine.Input;
import io.orchestrator.model.JobRequest;

/** What a record of a source topic turns out to be. */
public sealed interface Inbound {

    /** Somebody asks for a job. */
    record Asked(JobRequest request) implements Inbound {}

    /** Something happened to a job. */
    record Told(Input input) implements Inbound {}

    /** It is in another partition than its key belongs to: its writer partitions by a hash of its own. */
    record Misrouted() implements Inbound {}

    /** A worker's answer whose claim is not ours. */
    record Forged() implements Inbound {}

    /** @param reason what is wrong with it and what to do */
    record Unusable(String reason) implements Inbound {}
}
