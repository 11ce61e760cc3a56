package io.orchestrator.coordinator.streams;

import io.orchestrator.codec.UndecodableException;
import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.coordinator.state.Due;
import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.store.JobStores;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.coordinator.store.TimerStore;
import io.orchestrator.coordinator.wire.Inbound;
import io.orchestrator.coordinator.wire.Inbox;
import io.orchestrator.coordinator.wire.Origin;
import io.orchestrator.coordinator.wire.Outbox;
import io.orchestrator.coordinator.wire.Outgoing;
import io.orchestrator.coordinator.wire.Source;
import io.orchestrator.coordinator.workflow.Definitions;
import io.orchestrator.coordinator.workflow.Handover;
import io.orchestrator.coordinator.workflow.Plans;
import io.orchestrator.coordinator.workflow.Referee;
import io.orchestrator.engine.Input;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The one processor: every record about a job, and every timer, passes here on its way to {@link Jobs}. Everything it keeps
 * is made anew in {@link #init}, which Kafka Streams calls again after an aborted transaction.
 */
final class JobsProcessor implements Processor<String, byte[], String, Outgoing> {

    /** Timers fired between two looks at the topics. */
    static final int MAX_TIMERS = 500;

    private final JobsParts parts;
    private final Map<String, Source> sources;
    private @Nullable Session session;

    /** What lives from one init to the next. */
    private record Session(
            ProcessorContext<String, Outgoing> context,
            Inbox inbox,
            Outbox outbox,
            Jobs jobs,
            TimerStore timers,
            Alarm alarm) {}

    JobsProcessor(JobsParts parts) {
        this.parts = parts;
        this.sources = Arrays.stream(Source.values())
                .collect(
                        Collectors.toMap(source -> source.topic(parts.protocol().topics()), Function.identity()));
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        var codec = new StateCodec();
        var protocol = parts.protocol();
        var outbox = protocol.outbox();
        var timers = new TimerStore(context.getStateStore(Stores.TIMERS), codec);
        KeyValueStore<String, byte[]> published = context.getStateStore(Stores.DEFINITIONS);
        var definitions = new Definitions(published, protocol.codecs().workflowDefinitions());
        var jobs = new Jobs(
                new Jobs.Parts(
                        new JobStores(context, codec),
                        timers,
                        new Plans(parts.terms().plans(), context.getStateStore(Stores.DOCUMENTS)),
                        new Referee(parts.terms(), definitions),
                        new Committer(
                                codec,
                                outbox,
                                parts.options(),
                                new Handover(parts.terms().sealer()),
                                new Slimming(parts.terms().opened().values())),
                        outbox,
                        parts.terms().opened(),
                        parts.sweeper()),
                parts.options(),
                parts.metrics(),
                (outgoing, origin) -> send(context, outgoing, origin),
                () -> commitSoon(context));
        var alarm = new Alarm(context, parts.pace().timerInterval(), this::fire);
        session = new Session(context, protocol.inbox(), outbox, jobs, timers, alarm);
        alarm.set(timers.earliestMs());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var now = session();
        var origin = Origin.of(record, now.context().recordMetadata().orElseThrow());
        var source = sources.get(origin.topic());
        if (source == null) {
            throw new IllegalStateException("no source has the topic " + origin.topic());
        }
        var nowMs = now.context().currentSystemTimeMs();
        parts.pace().traffic().input(String.valueOf(origin.key()), nowMs);
        metrics().received(source.node(), nowMs - origin.atMs());
        switch (now.inbox().read(source, origin)) {
            case Inbound.Asked asked -> now.jobs().ask(asked.request(), origin);
            case Inbound.Told told -> now.jobs().tell(told.input(), origin);
            case Inbound.Forged forged -> metrics().forged(source.node());
            case Inbound.Misrouted misrouted -> reroute(now, source, origin);
            case Inbound.Unusable unusable -> bury(now, source, unusable.reason(), origin);
        }
        now.alarm().set(now.timers().earliestMs());
    }

    private void reroute(Session now, Source source, Origin origin) {
        metrics().misrouted(source.node());
        var key = origin.key();
        if (key != null) {
            send(now.context(), now.outbox().rerouted(origin, key), origin);
        }
    }

    private void bury(Session now, Source source, String reason, Origin origin) {
        metrics().deadLetter(source.node());
        send(now.context(), now.outbox().deadLetter(origin, reason), origin);
        var key = origin.key();
        if ((source == Source.COMPLETED || source == Source.INTERNAL) && key != null) {
            // The worker has acknowledged its command, the child has ended: without this the job would wait for ever.
            now.jobs().spoil(key, reason, origin);
        }
    }

    private void fire(long nowMs) {
        var now = session();
        for (Due due : now.timers().take(nowMs, MAX_TIMERS)) {
            metrics().timerFired(nowMs - due.dueAtMs());
            var origin = Origin.timer(Stores.TIMERS, now.context().taskId().partition(), due.jobId(), due.dueAtMs());
            switch (due) {
                case Due.Step step -> now.jobs().tell(new Input.TimerFired(step.timer()), origin);
                case Due.Request waiting -> askAgain(now, waiting, origin);
                case Due.ForgetJob forget -> now.jobs().forget(forget, origin);
                case Due.ForgetView forget -> now.jobs().forgetView(forget, origin, nowMs);
            }
        }
        now.alarm().set(now.timers().earliestMs());
    }

    private void askAgain(Session now, Due.Request waiting, Origin origin) {
        var value = new byte[waiting.value().remaining()];
        waiting.value().duplicate().get(value);
        try {
            now.jobs().ask(now.inbox().again(value), origin, waiting);
        } catch (UndecodableException e) {
            send(now.context(), now.outbox().deadLetter(origin, String.valueOf(e.getMessage())), origin);
        }
    }

    private void commitSoon(ProcessorContext<String, Outgoing> context) {
        if (parts.pace().traffic().light()) {
            context.commit();
        }
    }

    private static void send(ProcessorContext<String, Outgoing> context, Outgoing outgoing, Origin origin) {
        context.forward(
                new Record<>(outgoing.key(), outgoing, Math.max(0, origin.atMs()), origin.headers()),
                outgoing.sink().node());
    }

    private Metrics metrics() {
        return parts.metrics();
    }

    private Session session() {
        if (session == null) {
            throw new IllegalStateException("init has not been called");
        }
        return session;
    }
}
