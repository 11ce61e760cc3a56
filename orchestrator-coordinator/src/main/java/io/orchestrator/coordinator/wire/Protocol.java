package io.orchestrator.coordinator.wire;

import io.orchestrator.codec.Codecs;
import io.orchestrator.config.Secret;
import io.orchestrator.topics.Topics;

/**
 * What all coordinators of a cluster agree on.
 *
 * @param topics the names
 * @param codecs of all topics
 * @param jobPartitions of every topic keyed by job id
 * @param claimSecret signs commands
 */
public record Protocol(Topics topics, Codecs codecs, int jobPartitions, Secret claimSecret) {

    /** For one thread. */
    public Inbox inbox() {
        return new Inbox(codecs, claimSecret, new Partitioning(jobPartitions));
    }

    /** For one thread. */
    public ScheduleInbox scheduleInbox() {
        return new ScheduleInbox(codecs, new Partitioning(jobPartitions));
    }

    /** For one thread. */
    public EmitWire emitWire() {
        return new EmitWire(codecs, topics, claimSecret);
    }

    /** For one thread. */
    public SignalInbox signalInbox() {
        return new SignalInbox(codecs, new Partitioning(jobPartitions), topics.signals());
    }

    /** For one thread. */
    public Outbox outbox() {
        return new Outbox(codecs, topics, claimSecret);
    }
}
