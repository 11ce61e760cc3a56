package io.orchestrator.worker.tool.data;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Parameters;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.ReportedException;
import io.orchestrator.worker.tool.WorkspaceException;
import io.orchestrator.worker.tool.table.Cells;
import io.orchestrator.worker.tool.table.Csv;
import io.orchestrator.worker.tool.table.DataReader;
import io.orchestrator.worker.tool.table.Yaml;
import java.io.IOException;
import java.util.LinkedHashMap;

/** {@code convert}: {action, target_format, data, original_type}; data is always text. */
final class Converting {

    private Converting() {}

    static Value convert(Parameters parameters, DataReader reader)
            throws ReportedException, RefusedException, WorkspaceException, IOException, InterruptedException {
        var given = DataTool.data(parameters);
        var output = parameters.text("output_format");
        var target = output.or(() -> parameters.text("format")).orElse("json");
        var input = parameters
                .text("input_format")
                .or(() -> output.isPresent() ? parameters.text("format") : output)
                .orElse("json");
        var data = reader.read(given, input);
        var fields = new LinkedHashMap<String, Value>();
        fields.put("action", Value.of("convert"));
        fields.put("target_format", Value.of(target));
        fields.put(
                "data",
                switch (target) {
                    case "csv" -> Value.of(Csv.write(reader.table(data, input)));
                    case "yaml" -> Value.of(Yaml.write(data));
                    default -> Value.of(Json.writePretty(data));
                });
        fields.put("original_type", Value.of(Cells.pythonType(given)));
        return Value.of(fields);
    }
}
