package io.orchestrator.worker.tool.process;

import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.worker.tool.Parameters;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.ToolCall;
import java.time.Duration;

/**
 * How long a process may run: the author's {@code timeout} parameter, which the tool reports, and the call's own
 * limit, which leaves no result.
 *
 * @param seconds the parameter, or its default
 * @param limit the shorter of both; zero where nobody limits it
 * @param owner whose limit that is
 */
record ChildTimeout(long seconds, Duration limit, Owner owner) {

    enum Owner {
        PARAMETER,
        CALL
    }

    /** The parameter's default counts only where the call has no limit: who gives a step ten minutes wants them. */
    static ChildTimeout of(Parameters parameters, ToolCall call) throws RefusedException {
        var seconds = parameters.integer("timeout").orElse(0L);
        if (seconds < 1) {
            throw parameters.invalid("the parameter 'timeout' must be at least 1 second, not " + seconds);
        }
        var own = Duration.ofSeconds(seconds);
        var given = call.parameters().entries().containsKey("timeout");
        var callLimits =
                !call.timeLimit().isZero() && (!given || call.timeLimit().compareTo(own) <= 0);
        return callLimits
                ? new ChildTimeout(seconds, call.timeLimit(), Owner.CALL)
                : new ChildTimeout(seconds, own, Owner.PARAMETER);
    }

    /** Ends the call without a result where its own limit is over. */
    void refuseOverdueCall(String tool, ChildResult result) throws RefusedException {
        if (result.end() == ChildResult.End.TIMED_OUT && owner == Owner.CALL) {
            throw new RefusedException(Failure.of(
                    FailureKind.TIMEOUT,
                    "TIME_LIMIT",
                    tool + ": stopped after its time limit of " + limit.toMillis() + " ms; its processes are killed"));
        }
    }
}
