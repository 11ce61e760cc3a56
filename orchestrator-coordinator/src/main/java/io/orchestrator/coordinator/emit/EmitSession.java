package io.orchestrator.coordinator.emit;

import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.coordinator.wire.EmitWire;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, writes and answers until its transactions cannot go on: then another session takes up what this one has not
 * committed. Not thread-safe.
 */
final class EmitSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmitSession.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final String WORKER = "coordinator";

    private final Consumer<String, byte[]> consumer;
    private final Supplier<Producer<String, byte[]>> producers;
    private final Clerk clerk;
    private final EmitWire wire;
    private final Metrics metrics;
    private final InstantSource clock;
    private @Nullable Producer<String, byte[]> producer;

    private record Taken(ConsumerRecord<String, byte[]> record, Outcome outcome) {}

    /** @param producers each with transactions of its own; the first is opened when there is something to write */
    EmitSession(
            Consumer<String, byte[]> consumer,
            Supplier<Producer<String, byte[]>> producers,
            Clerk clerk,
            EmitWire wire,
            Metrics metrics,
            InstantSource clock) {
        this.consumer = consumer;
        this.producers = producers;
        this.clerk = clerk;
        this.wire = wire;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Takes the next records to their ends; returns after a while where there are none.
     *
     * @throws KafkaException where this session cannot go on
     */
    void step() throws InterruptedException {
        var taken = new ArrayList<Taken>();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            taken.add(new Taken(record, clerk.outcome(record)));
        }
        if (taken.isEmpty()) {
            return;
        }
        try {
            write(taken);
        } catch (NotWrittenException e) {
            LOG.warn(
                    "{} records to emit could not be written together, each is tried alone: {}",
                    taken.size(),
                    e.reason().toString());
            for (Taken one : taken) {
                alone(one);
            }
        }
    }

    private void alone(Taken one) throws InterruptedException {
        try {
            write(List.of(one));
        } catch (NotWrittenException e) {
            if (!(one.outcome() instanceof Outcome.Write write)) {
                throw new KafkaException("the answers to what is emitted cannot be written", e.reason());
            }
            answered(new Taken(one.record(), clerk.refused(write.emit(), e.reason())));
        }
    }

    private void answered(Taken refused) throws InterruptedException {
        try {
            write(List.of(refused));
        } catch (NotWrittenException e) {
            throw new KafkaException("the answers to what is emitted cannot be written", e.reason());
        }
    }

    /** All of it with the answers and the progress, or nothing. */
    private void write(List<Taken> taken) throws NotWrittenException, InterruptedException {
        var open = opened();
        open.beginTransaction();
        try {
            var sent = new ArrayList<Optional<Future<RecordMetadata>>>();
            for (Taken one : taken) {
                sent.add(
                        one.outcome() instanceof Outcome.Write write
                                ? Optional.of(open.send(write.record()))
                                : Optional.empty());
            }
            open.flush();
            for (var i = 0; i < taken.size(); i++) {
                send(open, answer(taken.get(i), sent.get(i)));
            }
            open.sendOffsetsToTransaction(progress(taken), consumer.groupMetadata());
            open.commitTransaction();
        } catch (ExecutionException e) {
            throw abandoned(open, e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw abandoned(open, e);
        }
        taken.forEach(one -> metrics.emitted(outcome(one)));
    }

    /** @throws KafkaException where the producer is of no use any more */
    private static NotWrittenException abandoned(Producer<String, byte[]> open, Throwable cause) {
        open.abortTransaction();
        return new NotWrittenException(cause);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the commit tells
    private static void send(Producer<String, byte[]> open, ProducerRecord<String, byte[]> record) {
        open.send(record);
    }

    private ProducerRecord<String, byte[]> answer(Taken taken, Optional<Future<RecordMetadata>> sent)
            throws ExecutionException, InterruptedException {
        return switch (taken.outcome()) {
            case Outcome.Write write -> {
                var stands = sent.orElseThrow().get();
                var result = write.emit().emitted().result(stands.partition(), stands.offset());
                yield wire.answer(
                        completed(write.emit().command(), new TaskResult.Done(envelope(result), Optional.empty())));
            }
            case Outcome.Refuse refuse ->
                wire.answer(completed(refuse.command(), new TaskResult.Failed(refuse.failure())));
            case Outcome.Bury bury -> wire.letter(taken.record(), bury.reason());
        };
    }

    private static Value.Dict envelope(Value.Dict result) {
        return Value.of(Map.of("result", result, "success", Value.Bool.TRUE, "error", Value.Null.NULL));
    }

    private TaskCompleted completed(StepCommand command, TaskResult result) {
        var now = clock.millis();
        return new TaskCompleted(command.task(), WORKER, now, now, result, command.claim());
    }

    private static Map<TopicPartition, OffsetAndMetadata> progress(List<Taken> taken) {
        var progress = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (Taken one : taken) {
            var record = one.record();
            progress.put(
                    new TopicPartition(record.topic(), record.partition()),
                    new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
        }
        return progress;
    }

    private static String outcome(Taken taken) {
        return switch (taken.outcome()) {
            case Outcome.Write w -> "written";
            case Outcome.Refuse r -> "refused";
            case Outcome.Bury b -> "dead_letter";
        };
    }

    private Producer<String, byte[]> opened() {
        var open = producer;
        if (open == null) {
            open = producers.get();
            producer = open;
            open.initTransactions();
        }
        return open;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
        }
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
}
