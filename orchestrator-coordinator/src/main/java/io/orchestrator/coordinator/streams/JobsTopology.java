package io.orchestrator.coordinator.streams;

import io.orchestrator.codec.Codec;
import io.orchestrator.coordinator.runtime.StreamsOptions.StoreKind;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.coordinator.wire.Outgoing;
import io.orchestrator.coordinator.wire.Sink;
import io.orchestrator.coordinator.wire.Source;
import io.orchestrator.topics.Topics;
import java.util.Arrays;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/**
 * The graph of jobs: what they are told through, one processor, its sinks, two global stores; apart from it the lanes that
 * limited jobs wait in, schedules, and signals that name no job. Its names are frozen (a golden file holds them): a running
 * cluster's state hangs on them. New behaviour is data, not topology.
 */
public final class JobsTopology {

    private static final String PROCESSOR = "jobs";

    private JobsTopology() {}

    /** The graph over the topics of {@code parts}. */
    public static Topology of(JobsParts parts, StoreKind stores) {
        var topology = new Topology();
        for (Source source : Source.values()) {
            topology.addSource(
                    AutoOffsetReset.earliest(),
                    source.node(),
                    new BrokerTime(),
                    new StringDeserializer(),
                    new ByteArrayDeserializer(),
                    source.topic(parts.protocol().topics()));
        }
        topology.addProcessor(
                PROCESSOR,
                () -> new JobsProcessor(parts),
                Arrays.stream(Source.values()).map(Source::node).toArray(String[]::new));
        for (var store : Stores.ofTasks(stores)) {
            topology.addStateStore(store, PROCESSOR);
        }
        addSinks(topology, parts.protocol().topics());
        addGlobal(topology, parts, stores, Stores.DEFINITIONS);
        addGlobal(topology, parts, stores, Stores.VIEWS);
        SchedulesTopology.addTo(topology, parts, stores);
        LanesTopology.addTo(topology, parts, stores);
        SignalsTopology.addTo(topology, parts, stores);
        return topology;
    }

    private static void addSinks(Topology topology, Topics topics) {
        for (Sink sink : Sink.values()) {
            switch (sink) {
                case EVENTS -> addSink(topology, sink, topics.jobEvents());
                case VIEWS -> addSink(topology, sink, topics.jobViews());
                case WORKER_CONTROLS -> addSink(topology, sink, topics.workerControls());
                case REQUESTS -> addSink(topology, sink, topics.jobRequests());
                case CONTROLS -> addSink(topology, sink, topics.jobControls());
                case INTERNAL -> addSink(topology, sink, topics.jobInternal());
                case DEAD_LETTERS -> addSink(topology, sink, topics.deadLetters());
                case LANES -> addSink(topology, sink, topics.admission());
                case COMMANDS, REROUTED ->
                    topology.addSink(
                            sink.node(), new OutgoingTopic(), new StringSerializer(), new OutgoingValue(), PROCESSOR);
                case SIGNAL_WAITS -> addSink(topology, sink, topics.signalWaits());
                case SCHEDULED_JOBS, SCHEDULE_VIEWS, SCHEDULE_LETTERS, SCHEDULES_REROUTED -> {} // of SchedulesTopology
                case TICKETS, MADE_ROOM, LANE_LETTERS -> {} // of LanesTopology
                case CORRELATED, SIGNAL_LETTERS, SIGNALS_REROUTED -> {} // of SignalsTopology
            }
        }
    }

    private static void addSink(Topology topology, Sink sink, String topic) {
        topology.addSink(sink.node(), topic, new StringSerializer(), new OutgoingValue(), PROCESSOR);
    }

    private static void addGlobal(Topology topology, JobsParts parts, StoreKind stores, String name) {
        var definitions = name.equals(Stores.DEFINITIONS);
        var topics = parts.protocol().topics();
        var topic = definitions ? topics.workflowDefinitions() : topics.jobViews();
        var codecs = parts.protocol().codecs();
        Codec<?> codec = definitions ? codecs.workflowDefinitions() : codecs.jobViews();
        topology.addGlobalStore(
                Stores.global(stores, name),
                name + "-source",
                new BrokerTime(),
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                topic,
                name + "-reader",
                () -> new GlobalReader(name, codec, parts.letters(), parts.metrics()));
    }

    /** The topic that the record names. */
    record OutgoingTopic() implements TopicNameExtractor<String, Outgoing> {
        @Override
        public String extract(String key, Outgoing outgoing, RecordContext context) {
            return outgoing.topic();
        }
    }

    /** The bytes that the record holds. */
    record OutgoingValue() implements Serializer<Outgoing> {
        @Override
        @SuppressWarnings("NullAway") // A null value is a tombstone; Serializer is not annotated.
        public byte[] serialize(String topic, Outgoing outgoing) {
            return outgoing.value() == null ? null : outgoing.value().get();
        }
    }
}
