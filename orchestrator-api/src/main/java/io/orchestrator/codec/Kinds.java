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
import io.orchestrator.model.Schedule;
import io.orchestrator.model.ScheduleView;
import io.orchestrator.model.SignalWait;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskProgress;
import io.orchestrator.model.TaskStarted;
import io.orchestrator.model.WorkerControl;
import io.orchestrator.model.WorkflowDefinition;

/** Every kind of record on a topic: its schema and its mapping both ways. */
final class Kinds {

    static final Kind<JobRequest, io.orchestrator.avro.JobRequest> JOB_REQUEST = new Kind<>(
            "job.requests",
            io.orchestrator.avro.JobRequest.getClassSchema(),
            JobMapping::toRecord,
            JobMapping::fromRecord);

    static final Kind<JobControl, io.orchestrator.avro.JobControl> JOB_CONTROL = new Kind<>(
            "job.controls",
            io.orchestrator.avro.JobControl.getClassSchema(),
            JobMapping::toRecord,
            JobMapping::fromRecord);

    static final Kind<ChildEnded, io.orchestrator.avro.ChildEnded> CHILD_ENDED = new Kind<>(
            "job.internal",
            io.orchestrator.avro.ChildEnded.getClassSchema(),
            JobMapping::toRecord,
            JobMapping::fromRecord);

    static final Kind<LaneRequest, io.orchestrator.avro.LaneRequest> LANE_REQUEST = new Kind<>(
            "admission",
            io.orchestrator.avro.LaneRequest.getClassSchema(),
            AdmissionMapping::toRecord,
            AdmissionMapping::fromRecord);

    static final Kind<JobTicket, io.orchestrator.avro.JobTicket> JOB_TICKET = new Kind<>(
            "job.tickets",
            io.orchestrator.avro.JobTicket.getClassSchema(),
            AdmissionMapping::toRecord,
            AdmissionMapping::fromRecord);

    static final Kind<StepCommand, io.orchestrator.avro.StepCommand> STEP_COMMAND = new Kind<>(
            "step.commands",
            io.orchestrator.avro.StepCommand.getClassSchema(),
            TaskMapping::toRecord,
            TaskMapping::fromRecord);

    static final Kind<TaskStarted, io.orchestrator.avro.TaskStarted> TASK_STARTED = new Kind<>(
            "task.started",
            io.orchestrator.avro.TaskStarted.getClassSchema(),
            TaskMapping::toRecord,
            TaskMapping::fromRecord);

    static final Kind<TaskProgress, io.orchestrator.avro.TaskProgress> TASK_PROGRESS = new Kind<>(
            "task.progress",
            io.orchestrator.avro.TaskProgress.getClassSchema(),
            TaskMapping::toRecord,
            TaskMapping::fromRecord);

    static final Kind<TaskCompleted, io.orchestrator.avro.TaskCompleted> TASK_COMPLETED = new Kind<>(
            "task.completed",
            io.orchestrator.avro.TaskCompleted.getClassSchema(),
            TaskMapping::toRecord,
            TaskMapping::fromRecord);

    static final Kind<JobEvent, io.orchestrator.avro.JobEvent> JOB_EVENT = new Kind<>(
            "job.events",
            io.orchestrator.avro.JobEvent.getClassSchema(),
            EventMapping::toRecord,
            EventMapping::fromRecord);

    static final Kind<JobView, io.orchestrator.avro.JobView> JOB_VIEW = new Kind<>(
            "job.views", io.orchestrator.avro.JobView.getClassSchema(), JobMapping::toRecord, JobMapping::fromRecord);

    static final Kind<WorkflowDefinition, io.orchestrator.avro.WorkflowDefinition> WORKFLOW_DEFINITION = new Kind<>(
            "workflow.definitions",
            io.orchestrator.avro.WorkflowDefinition.getClassSchema(),
            JobMapping::toRecord,
            JobMapping::fromRecord);

    static final Kind<WorkerControl, io.orchestrator.avro.WorkerControl> WORKER_CONTROL = new Kind<>(
            "worker.controls",
            io.orchestrator.avro.WorkerControl.getClassSchema(),
            TaskMapping::toRecord,
            TaskMapping::fromRecord);

    static final Kind<DeadLetter, io.orchestrator.avro.DeadLetter> DEAD_LETTER = new Kind<>(
            "dead.letters",
            io.orchestrator.avro.DeadLetter.getClassSchema(),
            JobMapping::toRecord,
            JobMapping::fromRecord);

    static final Kind<Schedule, io.orchestrator.avro.Schedule> SCHEDULE = new Kind<>(
            "schedules",
            io.orchestrator.avro.Schedule.getClassSchema(),
            ScheduleMapping::toRecord,
            ScheduleMapping::fromRecord);

    static final Kind<ScheduleView, io.orchestrator.avro.ScheduleView> SCHEDULE_VIEW = new Kind<>(
            "schedule.views",
            io.orchestrator.avro.ScheduleView.getClassSchema(),
            ScheduleMapping::toRecord,
            ScheduleMapping::fromRecord);

    static final Kind<OutsideSignal, io.orchestrator.avro.Signal> SIGNAL = new Kind<>(
            "signals",
            io.orchestrator.avro.Signal.getClassSchema(),
            SignalMapping::toRecord,
            SignalMapping::fromRecord);

    static final Kind<SignalWait, io.orchestrator.avro.SignalWait> SIGNAL_WAIT = new Kind<>(
            "signal.waits",
            io.orchestrator.avro.SignalWait.getClassSchema(),
            SignalMapping::toRecord,
            SignalMapping::fromRecord);

    private Kinds() {}
}
