package io.orchestrator.coordinator.streams;

import io.orchestrator.codec.UndecodableException;
import io.orchestrator.codec.UnencodableException;
import io.orchestrator.coordinator.admission.LaneAnswer;
import io.orchestrator.coordinator.admission.Lanes;
import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.state.StateTooLargeException;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.coordinator.wire.Origin;
import io.orchestrator.coordinator.wire.Outbox;
import io.orchestrator.coordinator.wire.Outgoing;
import io.orchestrator.coordinator.wire.Sink;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.LaneRequest;
import io.orchestrator.model.Wish;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The owner of the lanes of a partition: what jobs ask passes here on its way to {@link Lanes}. Everything it keeps is made
 * anew in {@link #init}, which Kafka Streams calls again after an aborted transaction.
 */
final class LaneProcessor implements Processor<String, byte[], String, Outgoing> {

    private static final String ACTOR = "admission";

    private final JobsParts parts;
    private @Nullable Session session;

    /** What lives from one init to the next. */
    private record Session(ProcessorContext<String, Outgoing> context, Outbox outbox, Lanes lanes, Alarm alarm) {}

    LaneProcessor(JobsParts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        var lanes = new Lanes(
                context.getStateStore(Stores.LANES),
                new StateCodec(),
                parts.options().admission(),
                parts.metrics(),
                answer -> say(answer, context.currentSystemTimeMs()));
        var alarm = new Alarm(context, parts.pace().timerInterval(), this::ring);
        session = new Session(context, parts.protocol().outbox(), lanes, alarm);
        alarm.set(lanes.earliestMs());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var now = session();
        var origin = Origin.of(record, now.context().recordMetadata().orElseThrow());
        var nowMs = now.context().currentSystemTimeMs();
        parts.metrics().received("admission", nowMs - origin.atMs());
        var value = origin.value();
        if (value == null) {
            bury(origin, "the record has no value");
            return;
        }
        try {
            take(parts.protocol().codecs().laneRequests().decode(value.get()), origin, nowMs);
        } catch (UndecodableException e) {
            bury(origin, String.valueOf(e.getMessage()));
        }
        now.alarm().set(now.lanes().earliestMs());
    }

    private void take(LaneRequest request, Origin origin, long nowMs) {
        if (request.lane().name().equals(origin.key())) {
            session().lanes().take(request, nowMs, (lane, bug) -> bury(origin, reason(bug)));
        } else {
            bury(origin, "the record's key is not its lane; records are keyed by lane");
        }
    }

    private void ring(long nowMs) {
        session().lanes().work(nowMs, (lane, bug) -> bury(timer(lane, nowMs), reason(bug)));
        session().alarm().set(session().lanes().earliestMs());
    }

    private Origin timer(String lane, long nowMs) {
        return Origin.timer(Stores.LANES, session().context().taskId().partition(), lane, nowMs);
    }

    private static String reason(RuntimeException bug) {
        return bug instanceof UnencodableException || bug instanceof StateTooLargeException
                ? String.valueOf(bug.getMessage())
                : "a bug of the coordinator: " + bug;
    }

    private void say(LaneAnswer answer, long nowMs) {
        var outbox = session().outbox();
        switch (answer) {
            case LaneAnswer.Told told -> send(outbox.ticket(told.ticket()), nowMs);
            case LaneAnswer.MakeRoom leaving ->
                send(outbox.control(cancel(leaving, nowMs)).to(Sink.MADE_ROOM), nowMs);
        }
    }

    private static JobControl cancel(LaneAnswer.MakeRoom leaving, long nowMs) {
        var id = leaving.jobId() + "-superseded-" + leaving.round();
        var why = "a later job came to " + leaving.lane() + ", and the workflow says on_limit: cancel_oldest";
        return new JobControl(id, leaving.jobId(), new Wish.Cancel(), why, ACTOR, nowMs);
    }

    private void bury(Origin origin, String reason) {
        parts.metrics().deadLetter("admission");
        send(session().outbox().deadLetter(origin, reason).to(Sink.LANE_LETTERS), origin.atMs());
    }

    private void send(Outgoing outgoing, long atMs) {
        session()
                .context()
                .forward(
                        new Record<>(outgoing.key(), outgoing, Math.max(0, atMs)),
                        outgoing.sink().node());
        parts.metrics().sent(outgoing.sink().node());
    }

    @Override
    public void close() {
        if (session != null) {
            session.lanes().forget();
        }
    }

    private Session session() {
        if (session == null) {
            throw new IllegalStateException("init has not been called");
        }
        return session;
    }
}
