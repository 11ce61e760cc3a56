package io.orchestrator.coordinator.admission;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.coordinator.runtime.StreamsOptions.StoreKind;
import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.model.JobLane;
import io.orchestrator.model.JobTicket;
import io.orchestrator.model.LaneRequest;
import io.orchestrator.model.LaneRequest.Kind;
import io.orchestrator.model.Priority;
import java.util.ArrayList;
import java.util.List;
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
        lanes.take(request, now);
    }

    /** Does what is due until nothing is due any more at this time. */
    void work() {
        while (lanes.earliestMs() <= now) {
            lanes.work(now);
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
