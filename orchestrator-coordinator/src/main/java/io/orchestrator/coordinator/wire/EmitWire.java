package io.orchestrator.coordinator.wire;

import io.orchestrator.codec.Codecs;
import io.orchestrator.codec.UndecodableException;
import io.orchestrator.config.Secret;
import io.orchestrator.model.EmittedRecord;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.topics.Topics;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Bytes;

/** Reads what is to be emitted and encodes the answers. Not thread-safe. */
public final class EmitWire {

    private final Codecs codecs;
    private final Topics topics;
    private final Claims claims;
    private final Letters letters;

    EmitWire(Codecs codecs, Topics topics, Secret secret) {
        this.codecs = codecs;
        this.topics = topics;
        this.claims = new Claims(secret);
        this.letters = new Letters(codecs, topics);
    }

    /** What a record wants. */
    public sealed interface Wanted {}

    /**
     * @param command that is to be answered
     * @param emitted what is to be written
     */
    public record Emit(StepCommand command, EmittedRecord emitted) implements Wanted {}

    /**
     * @param command that is to be answered
     * @param reason why it cannot be done
     */
    public record Unknown(StepCommand command, String reason) implements Wanted {}

    /** @param reason why nothing can be done with it, and nobody be answered */
    public record Unusable(String reason) implements Wanted {}

    public Wanted read(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return new Unusable("the record has no value");
        }
        try {
            var command = codecs.stepCommands().decode(record.value());
            return claims.verify(command.task(), command.claim())
                    ? wanted(command)
                    : new Unusable("the command has no valid claim: only coordinators write here");
        } catch (UndecodableException e) {
            return new Unusable(String.valueOf(e.getMessage()));
        }
    }

    private static Wanted wanted(StepCommand command) {
        try {
            return new Emit(command, EmittedRecord.of(command.call()));
        } catch (IllegalArgumentException e) {
            return new Unknown(command, String.valueOf(e.getMessage()));
        }
    }

    /** To the job. */
    public ProducerRecord<String, byte[]> answer(TaskCompleted completed) {
        return new ProducerRecord<>(
                topics.taskCompleted(),
                completed.task().jobId(),
                codecs.taskCompleted().encode(completed));
    }

    /** What could not be used. */
    public ProducerRecord<String, byte[]> letter(ConsumerRecord<String, byte[]> record, String reason) {
        var origin = new Origin(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                record.value() == null ? null : Bytes.wrap(record.value()),
                record.timestamp(),
                Optional.empty());
        var letter = letters.of(origin, reason);
        var value = Objects.requireNonNull(letter.value(), "a letter is no tombstone");
        return new ProducerRecord<>(letter.topic(), letter.key(), value.get());
    }
}
