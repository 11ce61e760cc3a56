package io.orchestrator.plan;

import io.orchestrator.language.Template;
import io.orchestrator.model.JobLane.OnLimit;
import java.util.Optional;

/**
 * What the jobs of a workflow must be let through before they run.
 *
 * @param queue the queue whose limits hold for them, where the coordinator's settings have some
 * @param concurrency the document's own limit
 */
public record Admittance(String queue, Optional<Concurrency> concurrency) {

    /** The queue of documents that name none. */
    public static final String DEFAULT_QUEUE = "default";

    /** Of a document that says nothing about it. */
    public static final Admittance PLAIN = new Admittance(DEFAULT_QUEUE, Optional.empty());

    /**
     * Jobs that have the same key share a limit.
     *
     * @param key reads the job's inputs
     * @param limit jobs that run at once, at least 1
     * @param onLimit what becomes of a job above it
     */
    public record Concurrency(Template key, int limit, OnLimit onLimit) {}
}
