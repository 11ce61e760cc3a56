package io.orchestrator.engine;

import io.orchestrator.model.ChildEnded;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.LaneRequest;
import io.orchestrator.model.SignalWait;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskProgress;
import io.orchestrator.model.WorkerControl;

/** What the shell does after a decision, in the same transaction as the state. */
public sealed interface Effect {

    /** @param command to sign and send to its queue */
    record Dispatch(StepCommand command) implements Effect {}

    /** @param command to sign and to give to those who write to topics of users' */
    record Publish(StepCommand command) implements Effect {}

    /** @param timer to store and to fire when due */
    record SetTimer(JobTimer timer) implements Effect {}

    /** @param control to send to the workers */
    record Interrupt(WorkerControl control) implements Effect {}

    /** @param control to send to the worker that may begin */
    record Grant(WorkerControl control) implements Effect {}

    /**
     * Writes a question behind the heartbeats of a task: when it is read, so are they.
     *
     * @param question without the claim
     */
    record AskLease(TaskProgress question) implements Effect {}

    /** @param request for a job that a step waits for */
    record StartJob(JobRequest request) implements Effect {}

    /** @param control for a job that runs, or ran, for a step of this one */
    record ControlJob(JobControl control) implements Effect {}

    /** @param request to a lane that the job must be let through */
    record AskLane(LaneRequest request) implements Effect {}

    /** @param change a wait that begins or ends, for whoever has the signals that name no job */
    record TellWait(SignalWait change) implements Effect {}

    /** @param ended what the job that waits for this one is told */
    record TellParent(ChildEnded ended) implements Effect {}
}
