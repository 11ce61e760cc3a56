package io.orchestrator.model;

/**
 * A step waits for a signal that names no job, or waits no longer.
 *
 * @param waitId the same for the beginning and the end of a wait
 * @param name of the signal
 * @param key what it is about
 * @param jobId the job that waits
 * @param workflow id of its workflow: a signal goes to one job of each
 * @param over whether it waits no longer
 */
public record SignalWait(String waitId, String name, String key, String jobId, String workflow, boolean over) {

    /** The end of this wait. */
    public SignalWait ended() {
        return new SignalWait(waitId, name, key, jobId, workflow, true);
    }
}
