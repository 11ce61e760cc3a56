package io.orchestrator.coordinator.streams;

import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.store.ScheduleStore;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.coordinator.wire.Origin;
import io.orchestrator.coordinator.wire.Outbox;
import io.orchestrator.coordinator.wire.Outgoing;
import io.orchestrator.coordinator.wire.ScheduleInbox;
import io.orchestrator.coordinator.wire.ScheduleInbox.Change;
import io.orchestrator.coordinator.wire.Sink;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Every change of a schedule, and every time that is due, passes here on its way to {@link Schedules}. Everything it keeps
 * is made anew in {@link #init}, which Kafka Streams calls again after an aborted transaction.
 */
final class SchedulesProcessor implements Processor<String, byte[], String, Outgoing> {

    /** Schedules that are due, begun between two looks at the topic. */
    static final int MAX_DUE = 500;

    private final JobsParts parts;
    private @Nullable Session session;

    /** What lives from one init to the next. */
    private record Session(
            ProcessorContext<String, Outgoing> context,
            ScheduleInbox inbox,
            Outbox outbox,
            ScheduleStore store,
            Schedules schedules,
            Alarm alarm) {}

    SchedulesProcessor(JobsParts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        var outbox = parts.protocol().outbox();
        var store = new ScheduleStore(context.getStateStore(Stores.SCHEDULES), new StateCodec());
        var schedules =
                new Schedules(store, outbox, parts.metrics(), (outgoing, origin) -> send(context, outgoing, origin));
        var alarm = new Alarm(context, parts.pace().timerInterval(), this::fire);
        session = new Session(context, parts.protocol().scheduleInbox(), outbox, store, schedules, alarm);
        alarm.set(store.earliestMs());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var now = session();
        var origin = Origin.of(record, now.context().recordMetadata().orElseThrow());
        switch (now.inbox().read(origin)) {
            case Change.Put put ->
                now.schedules().put(put.schedule(), origin, now.context().currentSystemTimeMs());
            case Change.Delete delete -> now.schedules().delete(delete.id(), origin);
            case Change.Misrouted misrouted -> {
                parts.metrics().misrouted(SchedulesTopology.SOURCE);
                send(
                        now.context(),
                        now.outbox().rerouted(origin, misrouted.key()).to(Sink.SCHEDULES_REROUTED),
                        origin);
            }
            case Change.Unusable unusable -> now.schedules().bury(origin, unusable.reason());
        }
        now.alarm().set(now.store().earliestMs());
    }

    private void fire(long nowMs) {
        var now = session();
        for (String id : now.store().due(nowMs, MAX_DUE)) {
            now.schedules().fire(id, now.context().taskId().partition(), nowMs);
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
