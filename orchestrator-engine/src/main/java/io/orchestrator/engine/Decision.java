package io.orchestrator.engine;

import io.orchestrator.model.JobEvent;
import java.util.List;
import java.util.Optional;

/**
 * What an input leads to.
 *
 * @param state the state after it: the state before with {@code events} folded in
 * @param events facts, in order
 * @param effects what to do
 * @param ignored why the input changed nothing; empty where it did
 */
public record Decision(JobState state, List<JobEvent> events, List<Effect> effects, Optional<Ignored> ignored) {

    public Decision {
        events = List.copyOf(events);
        effects = List.copyOf(effects);
    }

    /** Why an input changes nothing: counted, never an error. */
    public enum Ignored {
        /** The same request again. */
        DUPLICATE_REQUEST,
        /** The same control again. */
        DUPLICATE_CONTROL,
        /** What a client wanted cannot be done. */
        CONTROL_REFUSED,
        /** No such job. */
        UNKNOWN_JOB,
        /** The job has ended. */
        JOB_ENDED,
        /** It belongs to an epoch before a restore. */
        STALE_EPOCH,
        /** It is not about the active attempt: late, duplicate or forged. */
        STALE_ATTEMPT,
        /** The attempt is known to have started. */
        ALREADY_STARTED,
        /** The job has no use for the ticket: it asks another lane, or none, or anew. */
        STALE_TICKET,
        /** The timer no longer matters. */
        STALE_TIMER
    }
}
