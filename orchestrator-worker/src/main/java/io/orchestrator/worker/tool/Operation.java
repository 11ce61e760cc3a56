package io.orchestrator.worker.tool;

import io.orchestrator.model.Value;
import java.io.IOException;

/** What a tool does once its parameters are read. */
public interface Operation {

    /**
     * The envelope of the finished call.
     *
     * @throws ReportedException where the tool says that it failed
     * @throws RefusedException where there is no result
     * @throws WorkspaceException where a path leaves the workspace
     * @throws IOException where a file or connection failed
     */
    Value.Dict run(Parameters parameters, ToolCall call)
            throws ReportedException, RefusedException, WorkspaceException, IOException, InterruptedException;
}
