package io.orchestrator.worker;

import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Tool;
import io.orchestrator.worker.tool.ToolCall;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Does nothing, and counts how often. */
public final class NoopTool implements Tool {

    private static final Value.Dict DONE = Value.of(Map.of("result", Value.Null.NULL, "success", Value.Bool.TRUE));

    private final AtomicInteger runs = new AtomicInteger();

    @Override
    public String name() {
        return "noop";
    }

    @Override
    public TaskResult run(ToolCall call) {
        runs.incrementAndGet();
        return new TaskResult.Done(DONE, Optional.empty());
    }

    public int runs() {
        return runs.get();
    }
}
