package io.orchestrator.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.model.Failure;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.builtin.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Calls the built-in tools in one workspace, with parameters written as JSON. */
record ToolRunner(Path root, ToolLimits limits) {

    static ToolRunner in(Path root) {
        return new ToolRunner(root, ToolLimits.defaults());
    }

    TaskResult run(String tool, String action, String parameters) throws InterruptedException {
        return run(tool, call(action, parameters, Duration.ZERO));
    }

    TaskResult run(String tool, ToolCall call) throws InterruptedException {
        return Tools.builtIn(limits).find(tool).orElseThrow().run(call);
    }

    ToolCall call(String action, String parameters, Duration timeLimit) {
        var dict = Json.parseDict(parameters.replace('`', '"'));
        return new ToolCall(action, dict, new Workspace(root), "command-1", Map.of(), timeLimit, text -> {});
    }

    /** The envelope of a call that ended with one. */
    Value.Dict envelope(String tool, String action, String parameters) throws InterruptedException {
        return envelope(run(tool, action, parameters));
    }

    /** The envelope's result of a call that succeeded. */
    Value.Dict result(String tool, String action, String parameters) throws InterruptedException {
        var envelope = envelope(tool, action, parameters);
        assertThat(envelope.get("success")).as("%s", envelope).isEqualTo(Value.Bool.TRUE);
        return dict(envelope, envelope.entries().containsKey("result") ? "result" : "processed_data");
    }

    /** The envelope's error of a call that reported failure. */
    String error(String tool, String action, String parameters) throws InterruptedException {
        var envelope = envelope(tool, action, parameters);
        assertThat(envelope.get("success")).as("%s", envelope).isEqualTo(Value.Bool.FALSE);
        return text(envelope, "error");
    }

    /** The failure of a call that has no result. */
    Failure failure(String tool, String action, String parameters) throws InterruptedException {
        var result = run(tool, action, parameters);
        assertThat(result).isInstanceOf(TaskResult.Failed.class);
        return ((TaskResult.Failed) result).failure();
    }

    static Value.Dict envelope(TaskResult result) {
        assertThat(result).isInstanceOf(TaskResult.Done.class);
        return ((TaskResult.Done) result).envelope();
    }

    static Value.Dict dict(Value.Dict from, String field) {
        assertThat(from.get(field)).isInstanceOf(Value.Dict.class);
        return (Value.Dict) Objects.requireNonNull(from.get(field));
    }

    static String text(Value.Dict from, String field) {
        assertThat(from.get(field)).as("%s in %s", field, from).isInstanceOf(Value.Text.class);
        return ((Value.Text) Objects.requireNonNull(from.get(field))).value();
    }

    static Value json(String text) {
        return Json.parse(text.replace('`', '"'));
    }
}
