package io.orchestrator.worker.tool.builtin;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.worker.tool.CheckedTool;
import io.orchestrator.worker.tool.EnvelopeShape;
import io.orchestrator.worker.tool.FilesystemTool;
import io.orchestrator.worker.tool.Operation;
import io.orchestrator.worker.tool.Tool;
import io.orchestrator.worker.tool.ToolLimits;
import io.orchestrator.worker.tool.data.DataTool;
import io.orchestrator.worker.tool.http.HttpTool;
import io.orchestrator.worker.tool.process.ChildRunner;
import io.orchestrator.worker.tool.process.PythonTool;
import io.orchestrator.worker.tool.process.TerminalTool;
import io.orchestrator.worker.tool.validation.ValidationTool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tools of a worker, by name and alias. Immutable. */
public final class Tools {

    private final ToolCatalog catalog;
    private final Map<String, Tool> tools = new LinkedHashMap<>();

    private Tools(ToolCatalog catalog, List<Tool> tools) {
        this.catalog = catalog;
        tools.forEach(tool -> this.tools.put(tool.name(), tool));
    }

    /** The tools of {@link ToolCatalog#builtIn()}. */
    public static Tools builtIn(ToolLimits limits) {
        var catalog = ToolCatalog.builtIn();
        var children = ChildRunner.create(limits);
        return new Tools(
                catalog,
                List.of(
                        tool(catalog, "filesystem", EnvelopeShape.RESULT, new FilesystemTool(limits)),
                        tool(catalog, "terminal", EnvelopeShape.RESULT, new TerminalTool(children)),
                        tool(
                                catalog,
                                "python-executor",
                                EnvelopeShape.RESULT,
                                new PythonTool(children, limits.pythonCommand())),
                        tool(catalog, "http", EnvelopeShape.RESULT, HttpTool.create(limits)),
                        tool(catalog, "data-processing", EnvelopeShape.PROCESSED_DATA, new DataTool(limits)),
                        tool(catalog, "validation", EnvelopeShape.RESULT, new ValidationTool(limits))));
    }

    /** The tool of that name or alias. */
    public Optional<Tool> find(String name) {
        return catalog.find(name).map(spec -> tools.get(spec.name()));
    }

    /** The names, without aliases, in the order of the catalog. */
    public List<String> names() {
        return List.copyOf(tools.keySet());
    }

    private static Tool tool(ToolCatalog catalog, String name, EnvelopeShape shape, Operation operation) {
        return new CheckedTool(catalog.find(name).orElseThrow(), shape, operation);
    }
}
