package io.orchestrator.coordinator.streams;

import io.orchestrator.coordinator.runtime.StreamsOptions.StoreKind;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.coordinator.streams.JobsTopology.OutgoingValue;
import io.orchestrator.coordinator.wire.Sink;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/** The part of the graph that limited jobs wait in, apart from the jobs' own: its tasks are those of lanes. */
final class LanesTopology {

    /** Kafka Streams numbers tasks in the order of these names: jobs keep the first number. */
    private static final String SOURCE = "waiting-jobs";

    private static final String PROCESSOR = "lane-owner";

    private LanesTopology() {}

    static void addTo(Topology topology, JobsParts parts, StoreKind stores) {
        var topics = parts.protocol().topics();
        topology.addSource(
                AutoOffsetReset.earliest(),
                SOURCE,
                new BrokerTime(),
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                topics.admission());
        topology.addProcessor(PROCESSOR, () -> new LaneProcessor(parts), SOURCE);
        topology.addStateStore(Stores.ofLanes(stores), PROCESSOR);
        addSink(topology, Sink.TICKETS, topics.jobTickets());
        addSink(topology, Sink.MADE_ROOM, topics.jobControls());
        addSink(topology, Sink.LANE_LETTERS, topics.deadLetters());
    }

    private static void addSink(Topology topology, Sink sink, String topic) {
        topology.addSink(sink.node(), topic, new StringSerializer(), new OutgoingValue(), PROCESSOR);
    }
}
