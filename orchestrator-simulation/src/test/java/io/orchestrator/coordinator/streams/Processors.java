package io.orchestrator.coordinator.streams;

import io.orchestrator.coordinator.wire.Outgoing;
import org.apache.kafka.streams.processor.api.Processor;

/** The processors of {@link JobsTopology}, without Kafka Streams around them. */
public final class Processors {

    private Processors() {}

    public static Processor<String, byte[], String, Outgoing> jobs(JobsParts parts) {
        return new JobsProcessor(parts);
    }
}
