package io.orchestrator.bench;

import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Tool;
import io.orchestrator.worker.tool.ToolCall;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Gives a text of {@code bytes} characters that hardly compresses; registered in the benchmark's own worker only. */
final class FillTool implements Tool {

    static final String NAME = "bench-fill";
    private static final int MAX_BYTES = 10_000_000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public TaskResult run(ToolCall call) {
        if (!(call.parameters().get("bytes") instanceof Value.Int bytes)
                || bytes.value() < 1
                || bytes.value() > MAX_BYTES) {
            return new TaskResult.Failed(
                    Failure.of(FailureKind.INVALID, "INVALID_PARAMETERS", "bytes must be 1 to " + MAX_BYTES));
        }
        var random = new byte[(int) bytes.value()];
        new SplittableRandom(call.idempotencyKey().hashCode()).nextBytes(random);
        var text = Base64.getEncoder().encodeToString(random).substring(0, random.length);
        return new TaskResult.Done(
                Value.of(Map.of("result", Value.of(text), "success", Value.Bool.TRUE, "error", Value.Null.NULL)),
                Optional.empty());
    }
}
