package io.orchestrator.coordinator.wire;

import io.orchestrator.codec.Codecs;
import io.orchestrator.config.Secret;
import io.orchestrator.engine.JobHeader;
import io.orchestrator.engine.JobRoot;
import io.orchestrator.model.ChildEnded;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobTicket;
import io.orchestrator.model.JobView;
import io.orchestrator.model.LaneRequest;
import io.orchestrator.model.OutsideSignal;
import io.orchestrator.model.ScheduleView;
import io.orchestrator.model.SignalWait;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskProgress;
import io.orchestrator.model.WorkerControl;
import io.orchestrator.topics.Topics;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/** Encodes what leaves the coordinator. */
public final class Outbox {

    private final Codecs codecs;
    private final Topics topics;
    private final Claims claims;
    private final Secret secret;
    private final Letters letters;

    Outbox(Codecs codecs, Topics topics, Secret secret) {
        this.codecs = codecs;
        this.topics = topics;
        this.claims = new Claims(secret);
        this.secret = secret;
        this.letters = new Letters(codecs, topics);
    }

    public Outgoing event(JobEvent event) {
        return new Outgoing(
                Sink.EVENTS,
                event.jobId(),
                topics.jobEvents(),
                Bytes.wrap(codecs.jobEvents().encode(event)));
    }

    public Outgoing command(StepCommand command) {
        var signed = command.withClaim(claims.sign(command.task()));
        return new Outgoing(
                Sink.COMMANDS,
                command.task().commandId(),
                topics.stepCommands(command.queue(), command.priority()),
                Bytes.wrap(codecs.stepCommands().encode(signed)));
    }

    /** A record that is to be written to a topic of a user's. */
    public Outgoing emit(StepCommand command) {
        var signed = command.withClaim(claims.sign(command.task()));
        return new Outgoing(
                Sink.COMMANDS,
                command.task().jobId(),
                topics.emits(),
                Bytes.wrap(codecs.stepCommands().encode(signed)));
    }

    public Outgoing control(WorkerControl control) {
        return new Outgoing(
                Sink.WORKER_CONTROLS,
                control.worker(),
                topics.workerControls(),
                Bytes.wrap(codecs.workerControls().encode(control)));
    }

    /** Whether a lease is over, asked behind the heartbeats. */
    public Outgoing question(TaskProgress question) {
        var task = question.task();
        var signed = new TaskProgress(
                task, question.worker(), question.atMs(), question.leaseMs(), question.message(), claims.sign(task));
        return new Outgoing(
                Sink.REROUTED,
                task.jobId(),
                topics.taskProgress(),
                Bytes.wrap(codecs.taskProgress().encode(signed)));
    }

    /** A step's job. */
    public Outgoing request(JobRequest request) {
        return new Outgoing(
                Sink.REQUESTS,
                request.jobId(),
                topics.jobRequests(),
                Bytes.wrap(codecs.jobRequests().encode(Marks.signed(secret.value(), request))));
    }

    /** For a step's job. */
    public Outgoing control(JobControl control) {
        return new Outgoing(
                Sink.CONTROLS,
                control.jobId(),
                topics.jobControls(),
                Bytes.wrap(codecs.jobControls().encode(control)));
    }

    public Outgoing ended(ChildEnded ended) {
        return new Outgoing(
                Sink.INTERNAL,
                ended.jobId(),
                topics.jobInternal(),
                Bytes.wrap(codecs.childEnded().encode(ended)));
    }

    /** To the lane that a job asks, or leaves. */
    public Outgoing asked(LaneRequest request) {
        return new Outgoing(
                Sink.LANES,
                request.lane().name(),
                topics.admission(),
                Bytes.wrap(codecs.laneRequests().encode(request)));
    }

    /** From a lane. */
    public Outgoing ticket(JobTicket ticket) {
        return new Outgoing(
                Sink.TICKETS,
                ticket.jobId(),
                topics.jobTickets(),
                Bytes.wrap(codecs.jobTickets().encode(ticket)));
    }

    /** @param searchable what the workflow marks: name to text */
    public Outgoing view(JobHeader header, JobRoot root, Map<String, String> searchable) {
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
                root.sequence(),
                searchable);
        return new Outgoing(
                Sink.VIEWS,
                header.jobId(),
                topics.jobViews(),
                Bytes.wrap(codecs.jobViews().encode(view)));
    }

    public Outgoing noView(String jobId) {
        return new Outgoing(Sink.VIEWS, jobId, topics.jobViews(), null);
    }

    public Outgoing scheduleView(ScheduleView view) {
        return new Outgoing(
                Sink.SCHEDULE_VIEWS,
                view.schedule().id(),
                topics.scheduleViews(),
                Bytes.wrap(codecs.scheduleViews().encode(view)));
    }

    public Outgoing noScheduleView(String id) {
        return new Outgoing(Sink.SCHEDULE_VIEWS, id, topics.scheduleViews(), null);
    }

    /** Somebody waits for a signal that names no job, or waits no longer. */
    public Outgoing wait(SignalWait wait) {
        return new Outgoing(
                Sink.SIGNAL_WAITS,
                OutsideSignal.recordKey(wait.name(), wait.key()),
                topics.signalWaits(),
                Bytes.wrap(codecs.signalWaits().encode(wait)));
    }

    /**
     * A signal that no job has had, as a dead letter.
     *
     * @param offset of its record
     * @param origin what made an end of it, in the same partition
     */
    public Outgoing lost(OutsideSignal signal, long offset, Origin origin, String reason) {
        var record = new Origin(
                topics.signals(),
                origin.partition(),
                offset,
                OutsideSignal.recordKey(signal.name(), signal.key()),
                Bytes.wrap(codecs.signals().encode(signal)),
                origin.atMs(),
                origin.trace());
        return letters.of(record, reason);
    }

    public Outgoing deadLetter(Origin origin, String reason) {
        return letters.of(origin, reason);
    }

    /** The record once more, to the partition of its key. */
    public Outgoing rerouted(Origin origin, String key) {
        return new Outgoing(Sink.REROUTED, key, origin.topic(), origin.value());
    }
}
