package io.orchestrator.coordinator.streams;

import io.orchestrator.coordinator.wire.Outgoing;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The processors of {@link JobsTopology}, without Kafka Streams around them. */
public final class Processors {

    private Processors() {}

    /** Of jobs and of lanes, which a partition of the simulation has together: by the topic of a record. */
    public static Processor<String, byte[], String, Outgoing> all(JobsParts parts) {
        return new Both(
                new JobsProcessor(parts),
                new LaneProcessor(parts),
                parts.protocol().topics().admission());
    }

    private static final class Both implements Processor<String, byte[], String, Outgoing> {
        private final Processor<String, byte[], String, Outgoing> jobs;
        private final Processor<String, byte[], String, Outgoing> lanes;
        private final String topicOfLanes;
        private @Nullable ProcessorContext<String, Outgoing> context;

        Both(
                Processor<String, byte[], String, Outgoing> jobs,
                Processor<String, byte[], String, Outgoing> lanes,
                String topicOfLanes) {
            this.jobs = jobs;
            this.lanes = lanes;
            this.topicOfLanes = topicOfLanes;
        }

        @Override
        public void init(ProcessorContext<String, Outgoing> now) {
            context = now;
            jobs.init(now);
            lanes.init(now);
        }

        @Override
        public void process(Record<String, byte[]> record) {
            if (context == null) {
                throw new IllegalStateException("init has not been called");
            }
            var topic = context.recordMetadata().orElseThrow().topic();
            if (topic.equals(topicOfLanes)) {
                lanes.process(record);
            } else {
                jobs.process(record);
            }
        }

        @Override
        public void close() {
            jobs.close();
            lanes.close();
        }
    }
}
