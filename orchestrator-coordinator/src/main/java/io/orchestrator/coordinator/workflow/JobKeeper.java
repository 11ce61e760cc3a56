package io.orchestrator.coordinator.workflow;

import io.orchestrator.artifact.LargeValues;
import io.orchestrator.artifact.LargeValues.Stays;
import io.orchestrator.engine.Keeper;
import io.orchestrator.model.Value;

/**
 * Takes large values out of the events of one decision. A stream thread does that, and a bucket takes its time: after {@link
 * #MOST} events or items everything stays where it is, and a record that gets too large by that ends its job with the reason.
 */
final class JobKeeper implements Keeper {

    /** A bucket is asked twice for each: at 25 ms a request that is half of the time that a transaction has. */
    static final int MOST = 100;

    private final LargeValues values;
    private final String jobId;
    private int left = MOST;

    JobKeeper(LargeValues values, String jobId) {
        this.values = values;
        this.jobId = jobId;
    }

    @Override
    public Value.Dict keep(Value.Dict dict) {
        if (left == 0) {
            return dict;
        }
        var kept = values.keep(jobId, dict, Stays.SEALED);
        left -= kept.equals(dict) ? 0 : 1;
        return kept;
    }
}
