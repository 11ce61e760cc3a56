package io.orchestrator.worker.loop;

import io.orchestrator.codec.Codec;
import io.orchestrator.codec.UndecodableException;
import io.orchestrator.model.StepCommand;
import io.orchestrator.registry.SchemaRegistryException;
import io.orchestrator.worker.meter.WorkerMeters;
import io.orchestrator.worker.meter.WorkerMeters.Receipt;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what to do with an acquired record: run it, answer it again, drop it, bury it. Thread-safe. */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final String TRACE_HEADER = "traceparent";

    /** What it works with. */
    record Parts(
            Codec<StepCommand> codec,
            Performer performer,
            Attempts attempts,
            RecentResults recent,
            StopOrders stops,
            Outbox outbox,
            WorkerMeters meters) {}

    private final Parts parts;

    Intake(Parts parts) {
        this.parts = parts;
    }

    /** Starts what is to be done with the record and returns at once. */
    Held take(ConsumerRecord<byte[], byte[]> record, LaneName lane) {
        StepCommand command;
        try {
            command = decode(record);
        } catch (UndecodableException e) {
            count(lane, Receipt.UNDECODABLE);
            return bury(record, String.valueOf(e.getMessage()));
        } catch (SchemaRegistryException e) {
            LOG.warn("commands of {} wait: {}", lane, e.getMessage());
            return Held.postponed(record);
        }
        return take(record, command, lane);
    }

    private Held take(ConsumerRecord<byte[], byte[]> record, StepCommand command, LaneName lane) {
        if (parts.stops().covers(command.task())) {
            count(lane, Receipt.CANCELLED);
            return Held.decided(record, AcknowledgeType.ACCEPT);
        }
        var attempt = new Attempt(command, Optional.ofNullable(record.headers().lastHeader(TRACE_HEADER)));
        var before = parts.recent().find(command.task().commandId());
        if (before.isPresent()) {
            count(lane, Receipt.DUPLICATE);
            parts.performer().repeat(attempt, before.get());
            return Held.of(record, attempt);
        }
        var running = parts.attempts().add(attempt);
        if (running != null) {
            count(lane, Receipt.DUPLICATE);
            return Held.of(record, running);
        }
        count(lane, Receipt.STARTED);
        if (Held.isFrequent(record)) {
            return Held.unstarted(record, attempt);
        }
        parts.performer().start(attempt);
        return Held.of(record, attempt);
    }

    /** Starts what was left {@code unstarted}. */
    void start(Attempt attempt) {
        parts.performer().start(attempt);
    }

    /** Leaves it unstarted for good: its record comes again. */
    void drop(Attempt attempt) {
        parts.performer().drop(attempt);
    }

    private StepCommand decode(ConsumerRecord<byte[], byte[]> record) {
        var value = record.value();
        return parts.codec().decode(value == null ? new byte[0] : value);
    }

    private Held bury(ConsumerRecord<byte[], byte[]> record, String reason) {
        LOG.warn(
                "{}-{} offset {} goes to the dead letters: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                reason);
        CompletableFuture<AcknowledgeType> verdict = parts.outbox()
                .deadLetter(record, reason)
                .handle((durable, failure) -> failure == null ? AcknowledgeType.REJECT : AcknowledgeType.RELEASE);
        return Held.of(record, verdict);
    }

    private void count(LaneName lane, Receipt receipt) {
        parts.meters().received(lane.queue(), lane.priority(), receipt);
    }
}
