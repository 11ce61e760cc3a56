package io.orchestrator.coordinator.streams;

import io.orchestrator.codec.Codecs;
import io.orchestrator.engine.JobHeader;
import io.orchestrator.engine.JobRoot;
import io.orchestrator.model.DeadLetter;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobView;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.WorkerControl;
import io.orchestrator.topics.Topics;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/** Encodes what leaves the coordinator. */
final class Outbox {

    /** The most bytes of a bad record that a dead letter keeps: the letter itself must fit a record. */
    static final int MAX_DEAD_BYTES = 900_000;

    /** The longest reason kept, in characters. */
    static final int MAX_REASON = 4_000;

    private static final String COMPONENT = "coordinator";

    private final Codecs codecs;
    private final Topics topics;
    private final Claims claims;

    Outbox(Codecs codecs, Topics topics, Claims claims) {
        this.codecs = codecs;
        this.topics = topics;
        this.claims = claims;
    }

    Outgoing event(JobEvent event) {
        return new Outgoing(
                Sink.EVENTS,
                event.jobId(),
                topics.jobEvents(),
                Bytes.wrap(codecs.jobEvents().encode(event)));
    }

    Outgoing command(StepCommand command) {
        var signed = command.withClaim(claims.sign(command.task()));
        return new Outgoing(
                Sink.COMMANDS,
                command.task().commandId(),
                topics.stepCommands(command.queue(), command.priority()),
                Bytes.wrap(codecs.stepCommands().encode(signed)));
    }

    Outgoing control(WorkerControl control) {
        return new Outgoing(
                Sink.WORKER_CONTROLS,
                control.worker(),
                topics.workerControls(),
                Bytes.wrap(codecs.workerControls().encode(control)));
    }

    Outgoing view(JobHeader header, JobRoot root) {
        var failure = root.failure();
        var view = new JobView(
                header.jobId(),
                header.workflow(),
                root.status(),
                root.success(),
                header.labels(),
                header.requestedAtMs(),
                root.updatedAtMs(),
                header.stepsTotal(),
                root.stepsEnded(),
                failure == null ? "" : failure.message(),
                root.sequence());
        return new Outgoing(
                Sink.VIEWS,
                header.jobId(),
                topics.jobViews(),
                Bytes.wrap(codecs.jobViews().encode(view)));
    }

    Outgoing noView(String jobId) {
        return new Outgoing(Sink.VIEWS, jobId, topics.jobViews(), null);
    }

    Outgoing deadLetter(Origin origin, String reason) {
        var value = origin.value() == null ? new byte[0] : origin.value().get();
        var kept = Math.min(value.length, MAX_DEAD_BYTES);
        var cut =
                kept == value.length ? "" : " (only the first " + kept + " of its " + value.length + " bytes are kept)";
        var letter = new DeadLetter(
                origin.topic(),
                origin.partition(),
                origin.offset(),
                ByteBuffer.wrap(value, 0, kept),
                reason.substring(0, Math.min(reason.length(), MAX_REASON)) + cut,
                COMPONENT,
                origin.atMs());
        return new Outgoing(
                Sink.DEAD_LETTERS,
                origin.key() == null ? "" : origin.key(),
                topics.deadLetters(),
                Bytes.wrap(codecs.deadLetters().encode(letter)));
    }

    /** The record once more, to the partition of its key. */
    Outgoing rerouted(Origin origin, String key) {
        return new Outgoing(Sink.REROUTED, key, origin.topic(), origin.value());
    }
}
