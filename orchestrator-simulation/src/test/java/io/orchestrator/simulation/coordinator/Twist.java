package io.orchestrator.simulation.coordinator;

import io.orchestrator.coordinator.wire.Outgoing;
import io.orchestrator.simulation.log.Entry;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** What a broken coordinator does otherwise than ours: planted where records come in and go out. */
public interface Twist {

    /** Ours, as it is. */
    Twist NONE = new Twist() {
        @Override
        public @Nullable Bytes read(Entry entry) {
            return entry.value();
        }

        @Override
        public Optional<Outgoing> write(Outgoing outgoing) {
            return Optional.of(outgoing);
        }
    };

    /** The value that the processor sees of a record. */
    @Nullable
    Bytes read(Entry entry);

    /** What is sent of what the processor sends; empty for nothing. */
    Optional<Outgoing> write(Outgoing outgoing);

    /** The key under which a row reaches the brokers. */
    default Object place(String store, Object key) {
        return key;
    }

    /** The value that the coordinator itself keeps in a row; what reaches the brokers is right. */
    default byte @Nullable [] kept(String store, byte @Nullable [] value) {
        return value;
    }
}
