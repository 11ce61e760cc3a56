package io.orchestrator.engine;

import io.orchestrator.model.StepCommand;
import io.orchestrator.model.WorkerControl;

/** What the shell does after a decision, in the same transaction as the state. */
public sealed interface Effect {

    /** @param command to sign and send to its queue */
    record Dispatch(StepCommand command) implements Effect {}

    /** @param timer to store and to fire when due */
    record SetTimer(JobTimer timer) implements Effect {}

    /** @param control to send to the workers */
    record Interrupt(WorkerControl control) implements Effect {}
}
