package io.orchestrator.coordinator.emit;

import io.orchestrator.artifact.ArtifactException;
import io.orchestrator.artifact.LargeValues;
import io.orchestrator.coordinator.wire.EmitWire;
import io.orchestrator.coordinator.wire.EmitWire.Emit;
import io.orchestrator.json.Json;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.Value;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what becomes of what is to be emitted. Not thread-safe. */
final class Clerk {

    private static final Logger LOG = LoggerFactory.getLogger(Clerk.class);

    /** The largest value of a record, in bytes of JSON: what brokers and producers take by default, less the headers. */
    static final int MAX_PAYLOAD_BYTES = 1_000_000;

    private final EmitWire wire;
    private final Targets targets;
    private final LargeValues values;
    private final InstantSource clock;

    Clerk(EmitWire wire, Targets targets, LargeValues values, InstantSource clock) {
        this.wire = wire;
        this.targets = targets;
        this.values = values;
        this.clock = clock;
    }

    /** @throws KafkaException where the cluster does not answer */
    Outcome outcome(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        return switch (wire.read(record)) {
            case EmitWire.Unusable unusable -> new Outcome.Bury(unusable.reason());
            case EmitWire.Unknown unknown ->
                refuse(unknown.command(), FailureKind.INVALID, "NOTHING_TO_EMIT", unknown.reason());
            case Emit emit -> safely(emit);
        };
    }

    /** A bug must not be met again and again: the records behind would wait for ever. */
    private Outcome safely(Emit emit) throws InterruptedException {
        try {
            return outcome(emit);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException bug) {
            var task = emit.command().task();
            LOG.error("job {}: what step {} emits failed", task.jobId(), task.step(), bug);
            return refuse(emit.command(), FailureKind.INTERNAL, "BUG", "a bug of the coordinator: " + bug);
        }
    }

    private Outcome outcome(Emit emit) throws InterruptedException {
        var emitted = emit.emitted();
        var refusal = targets.refusal(emitted.topic(), clock.millis());
        if (refusal.isPresent()) {
            return refuse(emit.command(), FailureKind.INVALID, "NO_SUCH_TOPIC", refusal.get());
        }
        if (Json.write(emitted.call().parameters()).contains(SealedText.PREFIX)) {
            return refuse(
                    emit.command(),
                    FailureKind.DENIED,
                    "SENSITIVE",
                    "a sensitive input is in what is to be emitted to '" + emitted.topic()
                            + "', and nobody there may read it: leave it out");
        }
        return written(emit);
    }

    private Outcome written(Emit emit) {
        var emitted = emit.emitted();
        var bytes = LargeValues.bytesOf(emitted.payload());
        if (bytes <= MAX_PAYLOAD_BYTES) {
            try {
                var payload = opened(emit.command().task().jobId(), emitted.payload());
                var record = CloudEvents.record(emit, payload);
                bytes = record.value().length;
                if (bytes <= MAX_PAYLOAD_BYTES) {
                    return new Outcome.Write(emit, record);
                }
            } catch (ArtifactException e) {
                return refuse(emit.command(), FailureKind.UNAVAILABLE, "ARTIFACT", String.valueOf(e.getMessage()));
            }
        }
        return refuse(
                emit.command(),
                FailureKind.LIMIT,
                "PAYLOAD_TOO_LARGE",
                "the payload for '" + emitted.topic() + "' has " + bytes + " bytes, more than the " + MAX_PAYLOAD_BYTES
                        + " that a record may have: emit where it can be fetched");
    }

    private Value opened(String jobId, Value payload) {
        var opened = values.openAll(jobId, Value.of(Map.of("payload", payload))).get("payload");
        return opened == null ? payload : opened;
    }

    /** What the broker did not take. */
    Outcome refused(Emit emit, Throwable cause) {
        var topic = emit.emitted().topic();
        targets.forget(topic);
        var kind = switch (cause) {
            case AuthorizationException e -> FailureKind.DENIED;
            case RecordTooLargeException e -> FailureKind.LIMIT;
            default -> FailureKind.UNAVAILABLE;
        };
        return refuse(
                emit.command(),
                kind,
                "NOT_WRITTEN",
                "the topic '" + topic + "' did not take the record: " + cause.getMessage());
    }

    private static Outcome refuse(StepCommand command, FailureKind kind, String code, String message) {
        return new Outcome.Refuse(command, Failure.of(kind, code, message));
    }
}
