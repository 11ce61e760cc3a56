package io.orchestrator.coordinator.admission;

import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.coordinator.state.LaneKeys;
import io.orchestrator.coordinator.state.LaneKeys.Due;
import io.orchestrator.coordinator.state.LanePlace;
import io.orchestrator.coordinator.state.LaneState;
import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.state.UnreadableStateException;
import io.orchestrator.model.JobLane;
import io.orchestrator.model.JobLane.OnLimit;
import io.orchestrator.model.JobTicket;
import io.orchestrator.model.LaneRequest;
import io.orchestrator.registry.SchemaRegistryException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes of a task: takes what jobs ask, and lets them through as the limits have it. What fails is that lane's alone: a
 * lane of which a row cannot be read is counted anew; Kafka's exceptions and an unreachable registry abort the transaction.
 * All times are those of this process's clock, epoch milliseconds. Not thread-safe.
 */
public final class Lanes {

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    /** Jobs let through for one record; the others follow at once. */
    static final int MAX_GRANTS = 200;

    /** What is due that is done between two records. */
    static final int MAX_DUE = 200;

    /** Lanes looked at together when a task has moved here: the settings of before may have been others. */
    static final int MAX_SWEPT = 200;

    private static final String LANE_ITSELF = "";
    private static final byte[] SWEPT = {};

    private final LaneRows rows;
    private final AdmissionOptions options;
    private final Metrics metrics;
    private final Consumer<LaneAnswer> answers;
    private final Set<String> shown = new HashSet<>();
    /** From where on lanes are still to be looked at; empty where all were. */
    private byte[] sweepFrom = LaneKeys.firstLane();

    public Lanes(
            KeyValueStore<byte[], byte[]> rows,
            StateCodec codec,
            AdmissionOptions options,
            Metrics metrics,
            Consumer<LaneAnswer> answers) {
        this.rows = new LaneRows(rows, codec);
        this.options = options;
        this.metrics = metrics;
        this.answers = answers;
        if (this.rows.lanes(sweepFrom, 1).isEmpty()) {
            sweepFrom = SWEPT;
        }
    }

    /** The task goes elsewhere: what is shown of its lanes is not known here any more. */
    public void forget() {
        shown.forEach(metrics::laneGone);
    }

    /** When to call {@link #work}; {@link Long#MAX_VALUE} for not at all. */
    public long earliestMs() {
        return sweepFrom.length > 0 ? 0 : rows.earliestMs();
    }

    /**
     * A job asks or leaves.
     *
     * @param onBug takes the lane's name and why it failed
     */
    public void take(LaneRequest request, long nowMs, BiConsumer<String, RuntimeException> onBug) {
        attempt(request.lane().name(), nowMs, onBug, () -> {
            switch (request.kind()) {
                case ASK -> ask(request, nowMs);
                case LEAVE -> leave(request, nowMs);
            }
        });
    }

    private void attempt(String lane, long nowMs, BiConsumer<String, RuntimeException> onBug, Runnable work) {
        try {
            mending(lane, nowMs, work);
        } catch (KafkaException | SchemaRegistryException e) {
            throw e;
        } catch (RuntimeException bug) {
            LOG.error("lane {} failed", lane, bug);
            onBug.accept(lane, bug);
            restAfterBug(lane, nowMs);
        }
    }

    private void mending(String lane, long nowMs, Runnable work) {
        try {
            work.run();
        } catch (UnreadableStateException e) {
            LOG.error("a row of lane {} cannot be read; the lane is counted anew", lane, e);
            mend(lane, nowMs, nowMs);
            work.run();
        }
    }

    /** Nobody knows how far the change came; whoever was not heard asks again, or is asked. */
    private void restAfterBug(String lane, long nowMs) {
        try {
            mend(lane, nowMs, nowMs + options.check().toMillis());
        } catch (KafkaException | SchemaRegistryException e) {
            throw e;
        } catch (RuntimeException second) {
            LOG.error("lane {} could not be counted anew", lane, second);
        }
    }

    /** @param againMs when the lane is looked at again, epoch milliseconds */
    private void mend(String lane, long nowMs, long againMs) {
        var checkAtMs = nowMs + options.check().toMillis();
        keep(new LaneMending(rows, lane, nowMs, checkAtMs).mend(unknown(lane, nowMs)), nowMs);
        rows.put(new Due(againMs, lane, LANE_ITSELF));
        metrics.laneMended();
    }

    /** A lane of which no more is known than its name: its bucket is empty, and a key's limit comes with a request. */
    private LaneState unknown(String lane, long nowMs) {
        var named = JobLane.queue(lane).map(JobLane::ofQueue).orElseGet(() -> new JobLane(lane, 0, OnLimit.QUEUE));
        return rate(lane)
                .map(rate -> LaneState.of(named).nextStart(nowMs * 1_000 + rate.leadMicros() + rate.paceMicros()))
                .orElseGet(() -> LaneState.of(named));
    }

    private Optional<QueueLimit.Rate> rate(String lane) {
        return JobLane.queue(lane).flatMap(queue -> options.of(queue).rate());
    }

    private void ask(LaneRequest request, long nowMs) {
        var lane = rows.lane(request.lane());
        var known = rows.place(request.lane().name(), request.jobId());
        if (known != null && known.round() > request.round()) {
            return;
        }
        if (known != null && known.round() == request.round()) {
            if (known.held()) {
                tell(known, JobTicket.Kind.ADMITTED);
            } else {
                rows.deleteWaiting(known);
                wait(known.turn(options.turn(request.priority(), request.sinceMs())));
                letThrough(lane, nowMs);
            }
            return;
        }
        var left = known == null ? lane : without(lane, known);
        var place = LanePlace.waiting(
                request.lane().name(),
                request.jobId(),
                request.round(),
                options.turn(request.priority(), request.sinceMs()),
                nowMs);
        if (left.lane().onLimit() == OnLimit.REJECT && left.running() + left.waiting() >= limit(left)) {
            metrics.ticket("rejected");
            tell(place, JobTicket.Kind.REJECTED);
            letThrough(left, nowMs);
            return;
        }
        var oldest = whoHasToGo(left, place);
        letThrough(makeRoom(enter(left, place), oldest), nowMs);
    }

    private LaneState enter(LaneState lane, LanePlace place) {
        wait(place);
        if (isOfKey(lane)) {
            rows.putMember(place);
        }
        return lane.counts(lane.running(), lane.waiting() + 1).fresh(lane.fresh() + 1);
    }

    private void wait(LanePlace place) {
        rows.put(place);
        rows.putWaiting(place);
    }

    /** Where the newest wins, whoever came first has to go: at most one for each that comes. */
    private @Nullable LanePlace whoHasToGo(LaneState lane, LanePlace newest) {
        return lane.lane().onLimit() == OnLimit.CANCEL_OLDEST && lane.fresh() >= limit(lane)
                ? rows.oldest(newest.lane(), newest.jobId())
                : null;
    }

    private LaneState makeRoom(LaneState lane, @Nullable LanePlace oldest) {
        if (oldest == null) {
            return lane;
        }
        metrics.ticket("superseded");
        answers.accept(new LaneAnswer.MakeRoom(oldest.jobId(), oldest.lane(), oldest.round()));
        if (!oldest.held()) {
            return without(lane, oldest);
        }
        rows.deleteMember(oldest);
        rows.put(oldest.toldToLeave());
        return lane.fresh(lane.fresh() - 1);
    }

    private void leave(LaneRequest request, long nowMs) {
        var known = rows.place(request.lane().name(), request.jobId());
        if (known == null || known.round() > request.round()) {
            return;
        }
        letThrough(without(rows.lane(request.lane()), known), nowMs);
    }

    private LaneState without(LaneState lane, LanePlace place) {
        rows.delete(place);
        if (isOfKey(lane) && !place.leaving()) {
            rows.deleteMember(place);
        }
        var fresh = place.leaving() ? lane.fresh() : Math.max(0, lane.fresh() - 1);
        if (place.held()) {
            rows.delete(new Due(place.checkAtMs(), place.lane(), place.jobId()));
            return lane.counts(Math.max(0, lane.running() - 1), lane.waiting()).fresh(fresh);
        }
        rows.deleteWaiting(place);
        return lane.counts(lane.running(), Math.max(0, lane.waiting() - 1)).fresh(fresh);
    }

    /** Lets through whom the limits allow, and keeps the lane. */
    private void letThrough(LaneState before, long nowMs) {
        var lane = before;
        var rate = rate(lane.lane().name());
        var granted = 0;
        while (lane.waiting() > 0 && lane.running() < limit(lane)) {
            var allowedMs = rate.isEmpty() ? nowMs : allowedMs(lane, rate.get());
            if (granted == MAX_GRANTS || allowedMs > nowMs) {
                rows.put(new Due(Math.max(allowedMs, nowMs), lane.lane().name(), LANE_ITSELF));
                break;
            }
            var next = rows.next(lane.lane().name());
            if (next == null) {
                LOG.error("{} jobs are said to wait in a lane, and there is no row of one", lane.waiting());
                lane = lane.counts(lane.running(), 0);
                break;
            }
            lane = grant(lane, next, nowMs);
            lane = rate.isEmpty() ? lane : lane.nextStart(paced(lane, rate.get(), nowMs));
            granted++;
        }
        keep(lane, nowMs);
    }

    private LaneState grant(LaneState lane, LanePlace next, long nowMs) {
        rows.deleteWaiting(next);
        var held = next.heldUntil(nowMs + options.check().toMillis());
        rows.put(held);
        rows.put(new Due(held.checkAtMs(), held.lane(), held.jobId()));
        metrics.ticket("admitted");
        tell(held, JobTicket.Kind.ADMITTED);
        return lane.counts(lane.running() + 1, lane.waiting() - 1);
    }

    /** When the bucket has enough for one more start (the generic cell rate algorithm), rounded up. */
    private static long allowedMs(LaneState lane, QueueLimit.Rate rate) {
        return Math.ceilDiv(lane.nextStartMicros() - rate.leadMicros(), 1_000L);
    }

    private static long paced(LaneState lane, QueueLimit.Rate rate, long nowMs) {
        return Math.max(lane.nextStartMicros(), nowMs * 1_000) + rate.paceMicros();
    }

    private void keep(LaneState lane, long nowMs) {
        if (lane.empty() && lane.nextStartMicros() <= nowMs * 1_000) {
            rows.delete(lane);
        } else {
            rows.put(lane);
        }
        JobLane.queue(lane.lane().name()).filter(options::named).ifPresent(queue -> {
            shown.add(queue);
            metrics.lane(queue, lane.running(), lane.waiting());
        });
    }

    /**
     * Does what is due by now, as much as fits between two records.
     *
     * @param onBug takes a lane's name and why it failed; the others go on
     */
    public void work(long nowMs, BiConsumer<String, RuntimeException> onBug) {
        sweep(nowMs, onBug);
        for (Due due : rows.take(nowMs, MAX_DUE)) {
            attempt(due.lane(), nowMs, onBug, () -> {
                if (due.jobId().equals(LANE_ITSELF)) {
                    look(due.lane(), nowMs);
                } else {
                    check(due, nowMs);
                }
            });
        }
    }

    private void look(String lane, long nowMs) {
        rows.find(lane).ifPresent(found -> letThrough(found, nowMs));
    }

    private void sweep(long nowMs, BiConsumer<String, RuntimeException> onBug) {
        if (sweepFrom.length == 0) {
            return;
        }
        var some = rows.lanes(sweepFrom, MAX_SWEPT);
        some.forEach(lane -> attempt(lane, nowMs, onBug, () -> look(lane, nowMs)));
        sweepFrom = some.size() < MAX_SWEPT ? SWEPT : after(LaneKeys.lane(some.getLast()));
    }

    private static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    /** The end of a job may have been told to nobody: it is asked whether it still runs. */
    private void check(Due due, long nowMs) {
        var place = rows.place(due.lane(), due.jobId());
        if (place == null || !place.held() || place.checkAtMs() != due.dueAtMs()) {
            return;
        }
        var later = place.heldUntil(nowMs + options.check().toMillis());
        rows.put(later);
        rows.put(new Due(later.checkAtMs(), later.lane(), later.jobId()));
        tell(later, JobTicket.Kind.CHECK);
    }

    private int limit(LaneState lane) {
        return JobLane.queue(lane.lane().name())
                .map(queue -> options.of(queue).running().orElse(Integer.MAX_VALUE))
                .orElse(lane.lane().limit());
    }

    private static boolean isOfKey(LaneState lane) {
        return JobLane.queue(lane.lane().name()).isEmpty();
    }

    private void tell(LanePlace place, JobTicket.Kind kind) {
        answers.accept(new LaneAnswer.Told(new JobTicket(place.jobId(), place.lane(), place.round(), kind)));
    }
}
