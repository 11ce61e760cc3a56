package io.orchestrator.coordinator.streams;

import io.orchestrator.coordinator.state.KeptSignal;
import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.store.CorrelationStore;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.coordinator.wire.Origin;
import io.orchestrator.coordinator.wire.Outbox;
import io.orchestrator.coordinator.wire.Outgoing;
import io.orchestrator.coordinator.wire.SignalInbox;
import io.orchestrator.coordinator.wire.SignalInbox.News;
import io.orchestrator.coordinator.wire.Sink;
import io.orchestrator.model.OutsideSignal;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Every signal that names no job, and every wait for one, passes here on its way to {@link Correlator}. Everything it keeps is
 * made anew in {@link #init}, which Kafka Streams calls again after an aborted transaction.
 */
final class SignalsProcessor implements Processor<String, byte[], String, Outgoing> {

    /** Signals whose time is over, let go between two looks at the topics. */
    static final int MAX_DUE = 500;

    private final JobsParts parts;
    private @Nullable Session session;

    /** What lives from one init to the next. */
    private record Session(
            ProcessorContext<String, Outgoing> context,
            SignalInbox inbox,
            Outbox outbox,
            CorrelationStore store,
            Correlator correlator,
            Alarm alarm) {}

    SignalsProcessor(JobsParts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        var outbox = parts.protocol().outbox();
        var store = new CorrelationStore(context.getStateStore(Stores.CORRELATIONS), new StateCodec());
        var correlator =
                new Correlator(store, outbox, parts.metrics(), (outgoing, origin) -> send(context, outgoing, origin));
        var alarm = new Alarm(context, parts.pace().timerInterval(), this::expire);
        session = new Session(context, parts.protocol().signalInbox(), outbox, store, correlator, alarm);
        alarm.set(store.earliestMs());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var now = session();
        var origin = Origin.of(record, now.context().recordMetadata().orElseThrow());
        switch (now.inbox().read(origin)) {
            case News.Came came -> now.correlator().came(came.signal(), origin);
            case News.Waits waits -> now.correlator().waits(waits.change(), origin);
            case News.Misrouted misrouted -> {
                parts.metrics().misrouted(SignalsTopology.SIGNALS);
                send(
                        now.context(),
                        now.outbox().rerouted(origin, misrouted.key()).to(Sink.SIGNALS_REROUTED),
                        origin);
            }
            case News.Unusable unusable -> now.correlator().bury(origin, unusable.reason());
        }
        now.alarm().set(now.store().earliestMs());
    }

    private void expire(long nowMs) {
        var now = session();
        for (KeptSignal due : now.store().due(nowMs, MAX_DUE)) {
            var signal = due.signal();
            var key = OutsideSignal.recordKey(signal.name(), signal.key());
            var partition = now.context().taskId().partition();
            now.correlator().expire(due, Origin.timer(Stores.CORRELATIONS, partition, key, due.untilMs()));
        }
        now.alarm().set(now.store().earliestMs());
    }

    private static void send(ProcessorContext<String, Outgoing> context, Outgoing outgoing, Origin origin) {
        context.forward(
                new Record<>(outgoing.key(), outgoing, Math.max(0, origin.atMs()), origin.headers()),
                outgoing.sink().node());
    }

    private Session session() {
        if (session == null) {
            throw new IllegalStateException("init has not been called");
        }
        return session;
    }
}
