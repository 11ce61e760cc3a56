package io.orchestrator.coordinator.workflow;

import io.orchestrator.engine.JobHeader;
import io.orchestrator.plan.Plan;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The plans of stored jobs. An accepted job never looks at {@code workflow.definitions} again: the document of a published
 * workflow is kept once a partition, that of a request once a job.
 */
public final class Plans {

    /** Job ids begin with a letter or digit, so these keys are apart from them. */
    private static final String BY_HASH = "@";

    private final PlanCache cache;
    private final KeyValueStore<String, byte[]> documents;

    public Plans(PlanCache cache, KeyValueStore<String, byte[]> documents) {
        this.cache = cache;
        this.documents = documents;
    }

    /** @throws PlanLostException where the job's document is gone */
    public Plan of(JobHeader header) {
        return cache.find(header.planHash()).orElseGet(() -> compile(header));
    }

    private Plan compile(JobHeader header) {
        var bytes = documents.get(BY_HASH + header.planHash());
        if (bytes == null) {
            bytes = documents.get(header.jobId());
        }
        if (bytes == null) {
            throw new PlanLostException("the document of " + header.workflow() + " is not stored with the job");
        }
        var plan = cache.compile(Utf8.decode(bytes)).plan();
        if (plan.isEmpty() || !plan.get().hash().equals(header.planHash())) {
            throw new PlanLostException("the document of " + header.workflow()
                    + " is compiled to another plan by this version of the coordinator");
        }
        return plan.get();
    }

    /** Keeps the document of a job that is accepted. */
    public void keep(Verdict.Run run) {
        switch (run.origin()) {
            case REQUEST -> documents.put(run.request().jobId(), Utf8.encode(run.document()));
            case PUBLISHED -> documents.putIfAbsent(BY_HASH + run.plan().hash(), Utf8.encode(run.document()));
        }
    }

    public void forget(String jobId) {
        documents.delete(jobId);
    }
}
