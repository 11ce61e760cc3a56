package io.orchestrator.bench;

import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Tool;
import io.orchestrator.worker.tool.ToolCall;
import java.util.Map;
import java.util.Optional;

/** Does nothing, so that what is measured is the engine; registered in the benchmark's own worker only. */
final class NoopTool implements Tool {

    static final String NAME = "bench-noop";

    private static final TaskResult.Done DONE = new TaskResult.Done(
            Value.of(Map.of("result", Value.of(1), "success", Value.Bool.TRUE, "error", Value.Null.NULL)),
            Optional.empty());

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public TaskResult run(ToolCall call) {
        return DONE;
    }
}
