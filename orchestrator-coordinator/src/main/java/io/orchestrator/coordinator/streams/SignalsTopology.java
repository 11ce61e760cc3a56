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

/** The part of the graph that signals without a job pass through: its topics have the signal's name and key as key. */
final class SignalsTopology {

    static final String SIGNALS = "signals-source";
    private static final String WAITS = "signal-waits-source";
    private static final String PROCESSOR = "signals";

    private SignalsTopology() {}

    static void addTo(Topology topology, JobsParts parts, StoreKind stores) {
        var topics = parts.protocol().topics();
        addSource(topology, SIGNALS, topics.signals());
        addSource(topology, WAITS, topics.signalWaits());
        topology.addProcessor(PROCESSOR, () -> new SignalsProcessor(parts), SIGNALS, WAITS);
        topology.addStateStore(Stores.correlations(stores), PROCESSOR);
        addSink(topology, Sink.CORRELATED, topics.jobControls());
        addSink(topology, Sink.SIGNAL_LETTERS, topics.deadLetters());
        topology.addSink(
                Sink.SIGNALS_REROUTED.node(),
                new OutgoingTopic(),
                new StringSerializer(),
                new OutgoingValue(),
                PROCESSOR);
    }

    private static void addSource(Topology topology, String node, String topic) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                node,
                new BrokerTime(),
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                topic);
    }

    private static void addSink(Topology topology, Sink sink, String topic) {
        topology.addSink(sink.node(), topic, new StringSerializer(), new OutgoingValue(), PROCESSOR);
    }
}
