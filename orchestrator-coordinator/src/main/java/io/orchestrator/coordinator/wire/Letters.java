package io.orchestrator.coordinator.wire;

import io.orchestrator.codec.Codecs;
import io.orchestrator.model.DeadLetter;
import io.orchestrator.topics.Topics;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/** Encodes dead letters. The same record and reason give the same bytes on every coordinator. */
final class Letters {

    private static final String COMPONENT = "coordinator";

    private final Codecs codecs;
    private final Topics topics;

    Letters(Codecs codecs, Topics topics) {
        this.codecs = codecs;
        this.topics = topics;
    }

    Outgoing of(Origin origin, String reason) {
        var value = origin.value() == null ? new byte[0] : origin.value().get();
        var letter = new DeadLetter(
                        origin.topic(),
                        origin.partition(),
                        origin.offset(),
                        ByteBuffer.wrap(value),
                        reason,
                        COMPONENT,
                        origin.atMs())
                .bounded();
        return new Outgoing(
                Sink.DEAD_LETTERS,
                origin.key() == null ? "" : origin.key(),
                topics.deadLetters(),
                Bytes.wrap(codecs.deadLetters().encode(letter)));
    }
}
