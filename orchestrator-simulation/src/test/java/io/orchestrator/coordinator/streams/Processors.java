package io.orchestrator.coordinator.streams;

import io.orchestrator.coordinator.wire.Outgoing;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The processors of {@link JobsTopology}, without Kafka Streams around them. */
public final class Processors {

    private Processors() {}

    /** Of jobs, of lanes and of signals, which a partition of the simulation has together: by the topic of a record. */
    public static Processor<String, byte[], String, Outgoing> all(JobsParts parts) {
        var topics = parts.protocol().topics();
        var signals = new SignalsProcessor(parts);
        return new All(
                new JobsProcessor(parts),
                Map.of(
                        topics.admission(),
                        new LaneProcessor(parts),
                        topics.signals(),
                        signals,
                        topics.signalWaits(),
                        signals));
    }

    private static final class All implements Processor<String, byte[], String, Outgoing> {
        private final Processor<String, byte[], String, Outgoing> jobs;
        private final Map<String, Processor<String, byte[], String, Outgoing>> others;
        private @Nullable ProcessorContext<String, Outgoing> context;

        /** @param others by their topics; all other topics are those of jobs */
        All(
                Processor<String, byte[], String, Outgoing> jobs,
                Map<String, Processor<String, byte[], String, Outgoing>> others) {
            this.jobs = jobs;
            this.others = others;
        }

        @Override
        public void init(ProcessorContext<String, Outgoing> now) {
            context = now;
            jobs.init(now);
            distinct().forEach(other -> other.init(now));
        }

        private Set<Processor<String, byte[], String, Outgoing>> distinct() {
            var all = new LinkedHashSet<Processor<String, byte[], String, Outgoing>>();
            new TreeMap<>(others).values().forEach(all::add);
            return all;
        }

        @Override
        public void process(Record<String, byte[]> record) {
            if (context == null) {
                throw new IllegalStateException("init has not been called");
            }
            var topic = context.recordMetadata().orElseThrow().topic();
            others.getOrDefault(topic, jobs).process(record);
        }

        @Override
        public void close() {
            jobs.close();
            distinct().forEach(Processor::close);
        }
    }
}
