package io.orchestrator.coordinator.streams;

import io.orchestrator.codec.UnencodableException;
import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.coordinator.state.StateTooLargeException;
import io.orchestrator.coordinator.store.ScheduleStore;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.coordinator.wire.Origin;
import io.orchestrator.coordinator.wire.Outbox;
import io.orchestrator.coordinator.wire.Outgoing;
import io.orchestrator.coordinator.wire.Sink;
import io.orchestrator.model.MissedFires;
import io.orchestrator.model.Schedule;
import io.orchestrator.model.ScheduleView;
import io.orchestrator.registry.SchemaRegistryException;
import io.orchestrator.schedule.FireTimes;
import io.orchestrator.schedule.ScheduledRequests;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins the jobs of schedules. A request and the schedule's next time are one transaction, and the request's id is that of
 * the time: no time begins two jobs. What fails is that schedule's alone, which then rests; Kafka's exceptions and an
 * unreachable registry abort the transaction.
 */
final class Schedules {

    /** The most schedules of a task: each costs memory for its next time. */
    static final int MAX_SCHEDULES = 100_000;

    /** The most jobs that begin at once where every missed time has one. */
    static final int MAX_CATCH_UP = 100;

    /** How late a time may be and not count as missed. */
    static final Duration GRACE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

    private final ScheduleStore store;
    private final Outbox outbox;
    private final Metrics metrics;
    private final BiConsumer<Outgoing, Origin> forward;

    Schedules(ScheduleStore store, Outbox outbox, Metrics metrics, BiConsumer<Outgoing, Origin> forward) {
        this.store = store;
        this.outbox = outbox;
        this.metrics = metrics;
        this.forward = forward;
    }

    /**
     * A schedule has another form, or is new. What was due before is as it said then; its new times begin with the record.
     *
     * @param origin the record
     * @param nowMs the wall clock's time, epoch milliseconds
     */
    void put(Schedule schedule, Origin origin, long nowMs) {
        var before = store.find(schedule.id());
        if (before.isEmpty() && store.size() >= MAX_SCHEDULES) {
            bury(origin, "there are " + MAX_SCHEDULES + " schedules in its partition already: delete some");
            return;
        }
        attempt(schedule.id(), origin, () -> {
            var due = before.map(view -> begin(view, origin.atMs(), nowMs, origin));
            var same = due.filter(view -> view.schedule().sameTimes(schedule));
            keep(
                    new ScheduleView(
                            schedule,
                            same.isPresent() ? same.get().nextMs() : first(schedule, origin.atMs()),
                            due.flatMap(ScheduleView::lastMs),
                            due.map(ScheduleView::lastJob).orElse(""),
                            due.flatMap(ScheduleView::missedMs)),
                    origin);
        });
    }

    private static Optional<Long> first(Schedule schedule, long afterMs) {
        return schedule.paused()
                ? Optional.empty()
                : boxed(FireTimes.of(schedule).next(afterMs));
    }

    private static Optional<Long> boxed(OptionalLong time) {
        return time.isPresent() ? Optional.of(time.getAsLong()) : Optional.empty();
    }

    /** No further job begins. */
    void delete(String id, Origin origin) {
        if (store.delete(id)) {
            forward.accept(outbox.noScheduleView(id), origin);
        }
    }

    /**
     * A schedule's time has come.
     *
     * @param partition of the task
     * @param nowMs the wall clock's time, epoch milliseconds
     */
    void fire(String id, int partition, long nowMs) {
        var found = store.find(id);
        var dueMs = found.flatMap(ScheduleView::nextMs).orElse(nowMs);
        var origin = Origin.timer(Stores.SCHEDULES, partition, id, dueMs);
        if (found.isEmpty()) {
            bury(origin, "what is stored of schedule " + id + " cannot be read: it rests until it is put again");
            store.rest(id);
            return;
        }
        metrics.scheduleDue(nowMs - dueMs);
        attempt(id, origin, () -> keep(begin(found.get(), nowMs, nowMs, origin), origin));
    }

    /** Begins what is due until then; answers how far the schedule is. */
    private ScheduleView begin(ScheduleView view, long untilMs, long nowMs, Origin origin) {
        var from = view.nextMs().orElse(Long.MAX_VALUE);
        if (from > untilMs) {
            return view;
        }
        var schedule = view.schedule();
        var times = FireTimes.of(schedule);
        var begun = begun(schedule.missed(), times, from, untilMs, nowMs);
        for (long time : begun) {
            forward.accept(outbox.request(ScheduledRequests.at(schedule, time)).to(Sink.SCHEDULED_JOBS), origin);
            metrics.scheduled();
        }
        var missed = begun.isEmpty() || begun.getFirst() > from;
        if (missed) {
            metrics.scheduleMissed();
            LOG.warn("schedule {} leaves out what was due from {} ms on ({})", schedule.id(), from, schedule.missed());
        }
        return new ScheduleView(
                schedule,
                boxed(times.next(untilMs)),
                begun.isEmpty() ? view.lastMs() : Optional.of(begun.getLast()),
                begun.isEmpty() ? view.lastJob() : ScheduledRequests.jobId(schedule.id(), begun.getLast()),
                missed ? Optional.of(from) : view.missedMs());
    }

    private static List<Long> begun(MissedFires missed, FireTimes times, long fromMs, long untilMs, long nowMs) {
        return switch (missed) {
            case ALL -> times.newest(fromMs, untilMs, MAX_CATCH_UP);
            case ONCE -> times.newest(fromMs, untilMs, 1);
            case SKIP ->
                times.newest(fromMs, untilMs, 1).stream()
                        .filter(time -> nowMs - time <= GRACE.toMillis())
                        .toList();
        };
    }

    private void keep(ScheduleView view, Origin origin) {
        // What cannot be shown is not kept either.
        var shown = outbox.scheduleView(view);
        store.put(view);
        forward.accept(shown, origin);
    }

    private void attempt(String id, Origin origin, Runnable work) {
        try {
            work.run();
        } catch (KafkaException | SchemaRegistryException e) {
            throw e;
        } catch (UnencodableException | StateTooLargeException e) {
            rest(id, origin, String.valueOf(e.getMessage()));
        } catch (RuntimeException bug) {
            LOG.error("schedule {} failed", id, bug);
            rest(id, origin, "a bug of the coordinator: " + bug);
        }
    }

    /** No further job begins until it is put again: it would fail each time. */
    private void rest(String id, Origin origin, String why) {
        bury(origin, "schedule " + id + " rests until it is put again: " + why);
        try {
            store.find(id).map(Schedules::resting).ifPresent(view -> keep(view, origin));
        } catch (KafkaException | SchemaRegistryException e) {
            throw e;
        } catch (RuntimeException second) {
            LOG.error("schedule {} rests, and cannot say so", id, second);
            store.rest(id);
        }
    }

    private static ScheduleView resting(ScheduleView view) {
        return new ScheduleView(view.schedule(), Optional.empty(), view.lastMs(), view.lastJob(), view.missedMs());
    }

    /** The record, or what was due, becomes a dead letter. */
    void bury(Origin origin, String reason) {
        metrics.deadLetter("schedules");
        LOG.warn("schedule {}: {}", origin.key(), reason);
        forward.accept(outbox.deadLetter(origin, reason).to(Sink.SCHEDULE_LETTERS), origin);
    }
}
