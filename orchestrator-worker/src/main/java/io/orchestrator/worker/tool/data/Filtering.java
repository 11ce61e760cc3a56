package io.orchestrator.worker.tool.data;

import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Parameters;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.ReportedException;
import io.orchestrator.worker.tool.WorkspaceException;
import io.orchestrator.worker.tool.table.Cells;
import io.orchestrator.worker.tool.table.DataReader;
import io.orchestrator.worker.tool.table.Table;
import java.io.IOException;
import java.util.LinkedHashMap;

/**
 * {@code filter}: rows whose cells equal {@code operation.criteria}; {action, criteria, data, original_count,
 * filtered_count}. Format csv answers with CSV, json with a list, or with the one map that was given.
 */
final class Filtering {

    private Filtering() {}

    static Value filter(Parameters parameters, DataReader reader)
            throws ReportedException, RefusedException, WorkspaceException, IOException, InterruptedException {
        var operation = parameters.dict("operation").orElse(Value.EMPTY);
        var criteria = operation.get("criteria") instanceof Value.Dict dict ? dict : Value.EMPTY;
        var data = reader.read(DataTool.data(parameters), DataTool.inputFormat(parameters));
        var table = reader.table(data, DataTool.inputFormat(parameters));
        var kept = table.withRows(
                table.rows().stream().filter(row -> matches(row, criteria)).toList());
        var fields = new LinkedHashMap<String, Value>();
        fields.put("action", Value.of("filter"));
        fields.put("criteria", criteria);
        fields.put("data", rendered(parameters, data, kept));
        fields.put("original_count", Value.of(table.rows().size()));
        fields.put("filtered_count", Value.of(kept.rows().size()));
        return Value.of(fields);
    }

    private static Value rendered(Parameters parameters, Value data, Table kept) {
        var format = parameters
                .text("output_format")
                .or(() -> parameters.text("format"))
                .orElse("json");
        if (format.equals("json")
                && data instanceof Value.Dict dict
                && !dict.entries().containsKey("records")) {
            return kept.rows().isEmpty() ? Value.Null.NULL : dict;
        }
        return DataTool.render(kept, format);
    }

    private static boolean matches(Value.Dict row, Value.Dict criteria) {
        return criteria.entries().entrySet().stream()
                .allMatch(wanted -> row.entries().containsKey(wanted.getKey())
                        && Cells.same(Table.cell(row, wanted.getKey()), wanted.getValue()));
    }
}
