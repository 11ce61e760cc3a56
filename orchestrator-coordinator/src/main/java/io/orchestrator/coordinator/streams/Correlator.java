package io.orchestrator.coordinator.streams;

import io.orchestrator.client.JobIds;
import io.orchestrator.codec.UnencodableException;
import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.coordinator.state.KeptSignal;
import io.orchestrator.coordinator.state.StateTooLargeException;
import io.orchestrator.coordinator.state.WaitingStep;
import io.orchestrator.coordinator.store.CorrelationStore;
import io.orchestrator.coordinator.wire.Origin;
import io.orchestrator.coordinator.wire.Outbox;
import io.orchestrator.coordinator.wire.Outgoing;
import io.orchestrator.coordinator.wire.Sink;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.OutsideSignal;
import io.orchestrator.model.SignalWait;
import io.orchestrator.model.Wish;
import io.orchestrator.registry.SchemaRegistryException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings signals that name no job to the jobs that wait for them: each to one job of every workflow, to the one that has
 * waited longest, and for as long as it is kept to the first job of a workflow that comes to wait. What nobody had is a dead
 * letter.
 */
final class Correlator {

    /** The most signals kept of one name and key. */
    static final int MAX_KEPT_OF_A_KEY = 100;

    /** The most signals kept of a task: each costs memory for its time. */
    static final int MAX_KEPT = 100_000;

    /** The most steps that wait for one name and key. */
    static final int MAX_WAITING = 1_000;

    /** A signal reaches jobs of so many workflows at most. */
    static final int MAX_WORKFLOWS = 1_000;

    /** The most bytes of a signal, as a job is told of it: kept, it fits a row also when jobs of many workflows had it. */
    static final int MAX_BYTES = 500_000;

    private static final String LONGEST_ID = "j".repeat(JobIds.MAX_LENGTH);

    private static final Logger LOG = LoggerFactory.getLogger(Correlator.class);

    private final CorrelationStore store;
    private final Outbox outbox;
    private final Metrics metrics;
    private final BiConsumer<Outgoing, Origin> forward;

    Correlator(CorrelationStore store, Outbox outbox, Metrics metrics, BiConsumer<Outgoing, Origin> forward) {
        this.store = store;
        this.outbox = outbox;
        this.metrics = metrics;
        this.forward = forward;
    }

    /** Something has happened outside. */
    void came(OutsideSignal sent, Origin origin) {
        attempt(origin, () -> {
            var signal = named(sent, origin);
            var kept = store.kept(signal.name(), signal.key());
            if (kept.stream().anyMatch(one -> one.signal().id().equals(signal.id()))) {
                metrics.signal("duplicate");
                return;
            }
            var bytes = size(signal);
            if (bytes > MAX_BYTES) {
                bury(
                        origin,
                        bytes + " bytes are more than the limit of " + MAX_BYTES + ": send where it is to be found");
                return;
            }
            var first = firstOfEachWorkflow(store.waiting(signal.name(), signal.key()));
            var now = new KeptSignal(
                    signal,
                    origin.offset(),
                    origin.atMs() + signal.ttlMs(),
                    first.stream().map(SignalWait::workflow).toList());
            if (signal.ttlMs() > 0) {
                store.put(now);
                metrics.signal("kept");
                makeRoom(kept, origin);
            } else {
                gone(now, "no job waits for it, and it is not to be kept", origin);
            }
            first.forEach(wait -> {
                store.remove(wait);
                deliver(signal, wait.jobId(), origin);
            });
        });
    }

    private static OutsideSignal named(OutsideSignal sent, Origin origin) {
        var id = sent.id().isEmpty() ? origin.topic() + "-" + origin.partition() + "-" + origin.offset() : sent.id();
        return new OutsideSignal(
                id, sent.name(), sent.key(), sent.payload(), sent.ttlMs(), sent.actor(), sent.sentAtMs());
    }

    /** @param waiting who has waited longest first */
    private static List<SignalWait> firstOfEachWorkflow(List<WaitingStep> waiting) {
        var first = new LinkedHashMap<String, SignalWait>();
        waiting.stream().map(WaitingStep::awaits).forEach(wait -> first.putIfAbsent(wait.workflow(), wait));
        return first.values().stream().limit(MAX_WORKFLOWS).toList();
    }

    /** What is told to a job with the longest id: for every other one, and as a dead letter, it is less. */
    private int size(OutsideSignal signal) {
        var value = control(signal, LONGEST_ID).value();
        return value == null ? 0 : value.get().length;
    }

    private Outgoing control(OutsideSignal signal, String jobId) {
        var control = new JobControl(
                signal.controlId(),
                jobId,
                new Wish.Signal(signal.name(), signal.key(), signal.payload()),
                "",
                signal.actor(),
                signal.sentAtMs());
        return outbox.control(control).to(Sink.CORRELATED);
    }

    private void deliver(OutsideSignal signal, String jobId, Origin origin) {
        forward.accept(control(signal, jobId), origin);
        metrics.signal("delivered");
    }

    private void makeRoom(List<KeptSignal> ofTheKey, Origin origin) {
        if (ofTheKey.size() >= MAX_KEPT_OF_A_KEY) {
            drop(
                    ofTheKey.getFirst(),
                    "more than " + MAX_KEPT_OF_A_KEY + " signals of its name and key are kept",
                    origin);
        } else if (store.size() > MAX_KEPT) {
            store.due(Long.MAX_VALUE, 1)
                    .forEach(first -> drop(first, "more than " + MAX_KEPT + " signals are kept", origin));
        }
    }

    private void drop(KeptSignal kept, String why, Origin origin) {
        store.remove(kept);
        gone(kept, why, origin);
    }

    /** A step waits, or waits no longer. */
    void waits(SignalWait wait, Origin origin) {
        if (wait.over()) {
            store.remove(wait);
            return;
        }
        if (store.knows(wait)) {
            return;
        }
        attempt(origin, () -> {
            var kept = store.kept(wait.name(), wait.key()).stream()
                    .filter(one -> one.untilMs() > origin.atMs() && isNewTo(one, wait.workflow()))
                    .findFirst();
            if (kept.isPresent()) {
                store.put(kept.get().hadBy(wait.workflow()));
                deliver(kept.get().signal(), wait.jobId(), origin);
            } else if (store.countWaiting(wait.name(), wait.key()) >= MAX_WAITING) {
                bury(
                        origin,
                        "job " + wait.jobId() + " waits in vain: " + MAX_WAITING
                                + " steps wait for this name and key already; send the signal to the job itself");
            } else {
                store.put(new WaitingStep(wait, origin.offset()));
            }
        });
    }

    private static boolean isNewTo(KeptSignal kept, String workflow) {
        return kept.had().size() < MAX_WORKFLOWS && !kept.had().contains(workflow);
    }

    /** A signal's time is over. */
    void expire(KeptSignal kept, Origin origin) {
        drop(kept, "no job came to wait for it in time", origin);
    }

    /** What a job has had is no loss. */
    private void gone(KeptSignal kept, String why, Origin origin) {
        if (kept.had().isEmpty()) {
            metrics.signal("lost");
            LOG.debug("signal {} is lost: {}", kept.signal().id(), why);
            forward.accept(outbox.lost(kept.signal(), kept.order(), origin, why).to(Sink.SIGNAL_LETTERS), origin);
        }
    }

    private void attempt(Origin origin, Runnable work) {
        try {
            work.run();
        } catch (KafkaException | SchemaRegistryException e) {
            throw e;
        } catch (UnencodableException | StateTooLargeException e) {
            bury(origin, String.valueOf(e.getMessage()));
        } catch (RuntimeException bug) {
            LOG.error("signal {} at offset {} failed", origin.key(), origin.offset(), bug);
            bury(origin, "a bug of the coordinator: " + bug);
        }
    }

    /** The record becomes a dead letter. */
    void bury(Origin origin, String reason) {
        metrics.deadLetter("signals");
        LOG.warn("{} at offset {}: {}", origin.topic(), origin.offset(), reason);
        forward.accept(outbox.deadLetter(origin, reason).to(Sink.SIGNAL_LETTERS), origin);
    }
}
