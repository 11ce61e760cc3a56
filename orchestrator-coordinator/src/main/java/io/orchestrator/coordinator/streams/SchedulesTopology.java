package io.orchestrator.coordinator.streams;

import io.orchestrator.coordinator.runtime.StreamsOptions.StoreKind;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.coordinator.streams.JobsTopology.OutgoingTopic;
import io.orchestrator.coordinator.streams.JobsTopology.OutgoingValue;
import io.orchestrator.coordinator.wire.Sink;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/** The part of the graph that schedules pass through, apart from that of jobs: it asks for jobs as every client does. */
final class SchedulesTopology {

    static final String SOURCE = "schedules-source";

    private static final String PROCESSOR = "schedules";

    private SchedulesTopology() {}

    static void addTo(Topology topology, JobsParts parts, StoreKind stores) {
        var topics = parts.protocol().topics();
        topology.addSource(
                AutoOffsetReset.earliest(),
                SOURCE,
                new BrokerTime(),
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                topics.schedules());
        topology.addProcessor(PROCESSOR, () -> new SchedulesProcessor(parts), SOURCE);
        topology.addStateStore(Stores.schedules(stores), PROCESSOR);
        addSink(topology, Sink.SCHEDULED_JOBS, topics.jobRequests());
        addSink(topology, Sink.SCHEDULE_VIEWS, topics.scheduleViews());
        addSink(topology, Sink.SCHEDULE_LETTERS, topics.deadLetters());
        topology.addSink(
                Sink.SCHEDULES_REROUTED.node(),
                new OutgoingTopic(),
                new StringSerializer(),
                new OutgoingValue(),
                PROCESSOR);
        topology.addGlobalStore(
                Stores.global(stores, Stores.SCHEDULE_VIEWS),
                Stores.SCHEDULE_VIEWS + "-source",
                new BrokerTime(),
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                topics.scheduleViews(),
                Stores.SCHEDULE_VIEWS + "-reader",
                () -> new GlobalReader(
                        Stores.SCHEDULE_VIEWS,
                        parts.protocol().codecs().scheduleViews(),
                        parts.letters(),
                        parts.metrics()));
    }

    private static void addSink(Topology topology, Sink sink, String topic) {
        topology.addSink(sink.node(), topic, new StringSerializer(), new OutgoingValue(), PROCESSOR);
    }
}
