package io.orchestrator.worker.tool.process;

import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Operation;
import io.orchestrator.worker.tool.Parameters;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.ReportedException;
import io.orchestrator.worker.tool.ToolCall;
import io.orchestrator.worker.tool.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code terminal}: one shell command. {@code execution_time} is the timeout in seconds, as in the original; a result
 * whose output was cut also has {@code truncated}.
 */
public final class TerminalTool implements Operation {

    private final ChildRunner runner;

    public TerminalTool(ChildRunner runner) {
        this.runner = runner;
    }

    @Override
    public Value.Dict run(Parameters parameters, ToolCall call)
            throws ReportedException, RefusedException, WorkspaceException, IOException, InterruptedException {
        var given = parameters.requiredText("command");
        var command = given.startsWith("!") ? given.substring(1) : given;
        if (command.indexOf('\0') >= 0) {
            throw parameters.invalid("the parameter 'command' contains a NUL character");
        }
        var workingDir = parameters.requiredText("working_dir");
        var output = parameters.flag("capture_output") ? ChildRequest.Output.KEEP : ChildRequest.Output.DROP;
        var timeout = ChildTimeout.of(parameters, call);
        var folder = call.workspace().resolve(workingDir);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new ReportedException("Path is not a directory: " + workingDir);
        }
        Files.createDirectories(folder);
        var result = runner.run(new ChildRequest(
                List.of("sh", "-c", command), folder, call.idempotencyKey(), call.secrets(), output, timeout.limit()));
        timeout.refuseOverdueCall("terminal", result);

        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("command", Value.of(command));
        ChildFields.put(fields, result, output);
        fields.put("working_dir", Value.of(workingDir));
        if (output == ChildRequest.Output.KEEP) {
            fields.put("execution_time", Value.of(timeout.seconds()));
        }
        return ChildFields.envelope(fields, result, "Command");
    }
}
