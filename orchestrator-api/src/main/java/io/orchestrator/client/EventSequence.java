package io.orchestrator.client;

import io.orchestrator.client.ClientException.Kind;
import io.orchestrator.model.JobEvent;

/** Lets each event of one job through once, in order. Not thread-safe. */
final class EventSequence {

    private long last;

    /**
     * Whether the event is new.
     *
     * @throws ClientException where events are missing between the last one and this one
     */
    boolean accept(JobEvent event) {
        if (event.sequence() <= last) {
            return false;
        }
        if (last > 0 && event.sequence() > last + 1) {
            throw new ClientException(
                    Kind.MISSING,
                    "event " + event.sequence() + " of job " + event.jobId() + " follows event " + last
                            + ": those between are gone from job.events, see its retention");
        }
        last = event.sequence();
        return true;
    }

    /** Whether no event has been let through. */
    boolean empty() {
        return last == 0;
    }
}
