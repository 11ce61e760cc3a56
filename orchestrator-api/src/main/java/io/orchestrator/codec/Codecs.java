package io.orchestrator.codec;

import io.orchestrator.codec.AvroCodec.Kind;
import io.orchestrator.model.ChildEnded;
import io.orchestrator.model.DeadLetter;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobTicket;
import io.orchestrator.model.JobView;
import io.orchestrator.model.LaneRequest;
import io.orchestrator.model.OutsideSignal;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Schedule;
import io.orchestrator.model.ScheduleView;
import io.orchestrator.model.SignalWait;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskProgress;
import io.orchestrator.model.TaskStarted;
import io.orchestrator.model.WorkerControl;
import io.orchestrator.model.WorkflowDefinition;
import io.orchestrator.registry.SchemaRegistryClient;
import io.orchestrator.topics.Topics;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * The codec of every topic. Encoding registers a topic's schema under the subject {@code <topic>-value} once; decoding
 * asks the registry for a writer's schema once. Thread-safe.
 */
public final class Codecs {

    /** The largest record value written or read, in bytes. */
    public static final int MAX_RECORD_BYTES = 1_000_000;

    private final Topics topics;
    private final WriterSchemas schemas;
    private final AvroCodec<JobRequest, ?> jobRequests;
    private final AvroCodec<JobControl, ?> jobControls;
    private final AvroCodec<ChildEnded, ?> childEnded;
    private final AvroCodec<LaneRequest, ?> laneRequests;
    private final AvroCodec<JobTicket, ?> jobTickets;
    private final AvroCodec<StepCommand, ?> stepCommands;
    private final AvroCodec<TaskStarted, ?> taskStarted;
    private final AvroCodec<TaskProgress, ?> taskProgress;
    private final AvroCodec<TaskCompleted, ?> taskCompleted;
    private final AvroCodec<JobEvent, ?> jobEvents;
    private final AvroCodec<JobView, ?> jobViews;
    private final AvroCodec<WorkflowDefinition, ?> workflowDefinitions;
    private final AvroCodec<WorkerControl, ?> workerControls;
    private final AvroCodec<DeadLetter, ?> deadLetters;
    private final AvroCodec<Schedule, ?> schedules;
    private final AvroCodec<ScheduleView, ?> scheduleViews;
    private final AvroCodec<OutsideSignal, ?> signals;
    private final AvroCodec<SignalWait, ?> signalWaits;

    private Codecs(WriterSchemas schemas, Topics topics) {
        this.topics = topics;
        this.schemas = schemas;
        jobRequests = codec(Kinds.JOB_REQUEST, topics.jobRequests());
        jobControls = codec(Kinds.JOB_CONTROL, topics.jobControls());
        childEnded = codec(Kinds.CHILD_ENDED, topics.jobInternal());
        laneRequests = codec(Kinds.LANE_REQUEST, topics.admission());
        jobTickets = codec(Kinds.JOB_TICKET, topics.jobTickets());
        stepCommands = new AvroCodec<>(
                Kinds.STEP_COMMAND, command -> topics.stepCommands(command.queue(), command.priority()), schemas);
        taskStarted = codec(Kinds.TASK_STARTED, topics.taskStarted());
        taskProgress = codec(Kinds.TASK_PROGRESS, topics.taskProgress());
        taskCompleted = codec(Kinds.TASK_COMPLETED, topics.taskCompleted());
        jobEvents = codec(Kinds.JOB_EVENT, topics.jobEvents());
        jobViews = codec(Kinds.JOB_VIEW, topics.jobViews());
        workflowDefinitions = codec(Kinds.WORKFLOW_DEFINITION, topics.workflowDefinitions());
        workerControls = codec(Kinds.WORKER_CONTROL, topics.workerControls());
        deadLetters = codec(Kinds.DEAD_LETTER, topics.deadLetters());
        schedules = codec(Kinds.SCHEDULE, topics.schedules());
        scheduleViews = codec(Kinds.SCHEDULE_VIEW, topics.scheduleViews());
        signals = codec(Kinds.SIGNAL, topics.signals());
        signalWaits = codec(Kinds.SIGNAL_WAIT, topics.signalWaits());
    }

    /** The caller closes the registry client. */
    public static Codecs create(SchemaRegistryClient registry, Topics topics) {
        return new Codecs(new WriterSchemas(registry), topics);
    }

    private <T, R extends SpecificRecord> AvroCodec<T, R> codec(Kind<T, R> kind, String topic) {
        return new AvroCodec<>(kind, value -> topic, schemas);
    }

    public Codec<JobRequest> jobRequests() {
        return jobRequests;
    }

    public Codec<JobControl> jobControls() {
        return jobControls;
    }

    public Codec<ChildEnded> childEnded() {
        return childEnded;
    }

    public Codec<LaneRequest> laneRequests() {
        return laneRequests;
    }

    public Codec<JobTicket> jobTickets() {
        return jobTickets;
    }

    /** For every queue and priority: the command says which topic it belongs to. */
    public Codec<StepCommand> stepCommands() {
        return stepCommands;
    }

    public Codec<TaskStarted> taskStarted() {
        return taskStarted;
    }

    public Codec<TaskProgress> taskProgress() {
        return taskProgress;
    }

    public Codec<TaskCompleted> taskCompleted() {
        return taskCompleted;
    }

    public Codec<JobEvent> jobEvents() {
        return jobEvents;
    }

    public Codec<JobView> jobViews() {
        return jobViews;
    }

    public Codec<WorkflowDefinition> workflowDefinitions() {
        return workflowDefinitions;
    }

    public Codec<WorkerControl> workerControls() {
        return workerControls;
    }

    public Codec<DeadLetter> deadLetters() {
        return deadLetters;
    }

    public Codec<Schedule> schedules() {
        return schedules;
    }

    public Codec<ScheduleView> scheduleViews() {
        return scheduleViews;
    }

    public Codec<OutsideSignal> signals() {
        return signals;
    }

    public Codec<SignalWait> signalWaits() {
        return signalWaits;
    }

    /** {@link #registerAll(List)} with the default queue. */
    public void registerAll() {
        registerAll(List.of(Topics.DEFAULT_QUEUE));
    }

    /**
     * Registers the schema of every topic under {@code BACKWARD_TRANSITIVE}.
     *
     * @param queues whose {@code step.commands} topics are registered
     */
    public void registerAll(List<String> queues) {
        jobRequests.publish(topics.jobRequests());
        jobControls.publish(topics.jobControls());
        childEnded.publish(topics.jobInternal());
        laneRequests.publish(topics.admission());
        jobTickets.publish(topics.jobTickets());
        taskStarted.publish(topics.taskStarted());
        taskProgress.publish(topics.taskProgress());
        taskCompleted.publish(topics.taskCompleted());
        jobEvents.publish(topics.jobEvents());
        jobViews.publish(topics.jobViews());
        workflowDefinitions.publish(topics.workflowDefinitions());
        workerControls.publish(topics.workerControls());
        deadLetters.publish(topics.deadLetters());
        schedules.publish(topics.schedules());
        scheduleViews.publish(topics.scheduleViews());
        signals.publish(topics.signals());
        signalWaits.publish(topics.signalWaits());
        for (String queue : queues) {
            for (Priority priority : Priority.values()) {
                stepCommands.publish(topics.stepCommands(queue, priority));
            }
        }
        stepCommands.publish(topics.emits());
    }
}
