package io.orchestrator.coordinator.store;

import io.orchestrator.coordinator.state.Due;
import io.orchestrator.coordinator.wire.Outgoing;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A decision ready to be written: everything is encoded, so that nothing but Kafka can fail from here on.
 *
 * @param jobId the job
 * @param ends whether the job ends with it
 * @param header of a new job, or where it has changed
 * @param root always
 * @param leaves those that changed
 * @param dropped keys of leaves that go
 * @param timers to set
 * @param commands to workers, in order
 * @param outgoing all other records, in order
 */
public record Commitment(
        String jobId,
        boolean ends,
        @Nullable Header header,
        Bytes root,
        List<Leaf> leaves,
        List<Bytes> dropped,
        List<Due> timers,
        List<Outgoing> commands,
        List<Outgoing> outgoing) {

    /**
     * @param key as it is stored
     * @param value as it is stored
     */
    public record Header(String key, Bytes value) {}

    /**
     * @param key as it is stored
     * @param value as it is stored
     */
    public record Leaf(Bytes key, Bytes value) {}
}
