package io.orchestrator.coordinator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.coordinator.runtime.StreamsOptions.StoreKind;
import io.orchestrator.coordinator.state.LaneKeys;
import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.model.JobLane;
import io.orchestrator.model.JobTicket;
import io.orchestrator.model.LaneRequest;
import io.orchestrator.model.LaneRequest.Kind;
import io.orchestrator.model.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Lanes over a store that outlives them. */
final class LaneRig {

    static final JobLane QUEUE = JobLane.ofQueue("batch");

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<LaneAnswer> answers = new ArrayList<>();
    private final KeyValueStore<byte[], byte[]> store = store();
    private Lanes lanes;
    long now = 1_000_000;

    LaneRig(AdmissionOptions options) {
        lanes = lanes(options);
    }

    private static KeyValueStore<byte[], byte[]> store() {
        var context = new MockProcessorContext<Void, Void>();
        StoreBuilder<KeyValueStore<byte[], byte[]>> builder = Stores.ofLanes(StoreKind.MEMORY);
        var store = builder.withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    private Lanes lanes(AdmissionOptions options) {
        return new Lanes(store, new StateCodec(), options, new Metrics(meters), answers::add);
    }

    /** The task moves to another process, whose settings may differ. */
    void restart(AdmissionOptions options) {
        lanes.forget();
        lanes = lanes(options);
    }

    void ask(JobLane lane, String jobId, Priority priority) {
        take(new LaneRequest(lane, jobId, 1, Kind.ASK, priority, now));
    }

    void ask(JobLane lane, String jobId) {
        ask(lane, jobId, Priority.NORMAL);
    }

    void leave(JobLane lane, String jobId) {
        take(new LaneRequest(lane, jobId, 1, Kind.LEAVE, Priority.NORMAL, now));
    }

    void take(LaneRequest request) {
        lanes.take(request, now, LaneRig::fail);
    }

    private static void fail(String lane, RuntimeException bug) {
        throw new AssertionError("lane " + lane + " failed", bug);
    }

    /** Does what is due until nothing is due any more at this time. */
    void work() {
        while (lanes.earliestMs() <= now) {
            lanes.work(now, LaneRig::fail);
        }
    }

    long earliestMs() {
        return lanes.earliestMs();
    }

    /** Ids of jobs that were told this, in order. */
    List<String> told(JobTicket.Kind kind) {
        return answers.stream()
                .filter(LaneAnswer.Told.class::isInstance)
                .map(answer -> ((LaneAnswer.Told) answer).ticket())
                .filter(ticket -> ticket.kind() == kind)
                .map(JobTicket::jobId)
                .toList();
    }

    List<String> admitted() {
        return told(JobTicket.Kind.ADMITTED);
    }

    /** Ids of jobs that are to make room, in order. */
    List<String> madeRoom() {
        return answers.stream()
                .filter(LaneAnswer.MakeRoom.class::isInstance)
                .map(answer -> ((LaneAnswer.MakeRoom) answer).jobId())
                .toList();
    }

    /** What is stored there cannot be read from now on. */
    void spoil(byte[] key) {
        assertThat(store.get(key)).isNotNull();
        store.put(key, new byte[] {0, 5, 1});
    }

    /** One of the lane's own rows and its places cannot be read from now on. */
    void spoilAny(String lane, Random random) {
        var keys = new ArrayList<byte[]>();
        keys.add(LaneKeys.lane(lane));
        try (var places = store.range(LaneKeys.firstPlace(lane), LaneKeys.lastPlace(lane))) {
            places.forEachRemaining(row -> keys.add(row.key));
        }
        var key = keys.get(random.nextInt(keys.size()));
        if (store.get(key) != null) {
            spoil(key);
        }
    }

    int rows() {
        var count = 0;
        try (var all = store.all()) {
            while (all.hasNext()) {
                all.next();
                count++;
            }
        }
        return count;
    }
}
