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

/** {@code python-executor}: code in a file of its own, run in the workspace by the configured interpreter. */
public final class PythonTool implements Operation {

    private final ChildRunner runner;
    private final String pythonCommand;

    /** @param pythonCommand the interpreter, by name or path */
    public PythonTool(ChildRunner runner, String pythonCommand) {
        this.runner = runner;
        this.pythonCommand = pythonCommand;
    }

    @Override
    public Value.Dict run(Parameters parameters, ToolCall call)
            throws ReportedException, RefusedException, WorkspaceException, IOException, InterruptedException {
        var code = parameters.requiredText("code");
        var output = parameters.flag("capture_output") ? ChildRequest.Output.KEEP : ChildRequest.Output.DROP;
        var timeout = ChildTimeout.of(parameters, call);
        var folder = call.workspace().resolve(".");
        var script = Files.createTempFile("orchestrator-", ".py");
        try {
            Files.writeString(script, code);
            var result = runner.run(new ChildRequest(
                    List.of(pythonCommand, script.toString()),
                    folder,
                    call.idempotencyKey(),
                    call.secrets(),
                    output,
                    timeout.limit()));
            timeout.refuseOverdueCall("python-executor", result);

            Map<String, Value> fields = new LinkedHashMap<>();
            fields.put("code", Value.of(code));
            ChildFields.put(fields, result, output);
            return ChildFields.envelope(fields, result, "Execution");
        } finally {
            Files.deleteIfExists(script);
        }
    }
}
