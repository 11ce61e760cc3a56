package io.orchestrator.coordinator.streams;

import io.orchestrator.json.Json;
import io.orchestrator.model.Call;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.ModelUsage;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What answers commands where no worker runs. */
final class Workers {

    private static final String FAIL = "fail ";

    private Workers() {}

    /**
     * The terminal prints its command: the result is {@code {"stdout": command}}, or the command itself where it is a JSON
     * list or mapping. {@code fail why} fails. A model answers with its prompt, read in the same way.
     */
    static TaskResult echo(StepCommand command) {
        return switch (command.call()) {
            case Call.Tool tool -> {
                var text = tool.parameters().get("command") instanceof Value.Text written ? written.value() : "";
                yield text.startsWith(FAIL)
                        ? new TaskResult.Failed(Failure.of(FailureKind.TOOL, "TEST", text.substring(FAIL.length())))
                        : done(json(text).orElseGet(() -> Value.of(Map.of("stdout", Value.of(text)))), null);
            }
            case Call.Model model ->
                done(
                        json(model.prompt()).orElseGet(() -> Value.of(model.prompt())),
                        new ModelUsage("openai", "gpt-4o-mini", 7, 3));
        };
    }

    /** What the terminal was given. */
    static String text(StepCommand command) {
        return command.call() instanceof Call.Tool tool && tool.parameters().get("command") instanceof Value.Text text
                ? text.value()
                : "";
    }

    private static Optional<Value> json(String text) {
        return text.startsWith("{") || text.startsWith("[") ? Optional.of(Json.parse(text)) : Optional.empty();
    }

    private static TaskResult done(Value result, @Nullable ModelUsage usage) {
        var envelope = new LinkedHashMap<String, Value>();
        envelope.put("result", result);
        envelope.put("success", Value.of(true));
        envelope.put("error", Value.Null.NULL);
        return new TaskResult.Done(Value.of(envelope), Optional.ofNullable(usage));
    }
}
