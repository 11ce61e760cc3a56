package io.orchestrator.worker.tool.data;

import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Conversions;
import io.orchestrator.worker.tool.Parameters;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.ReportedException;
import io.orchestrator.worker.tool.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code pivot}: {action, data, row_count}; a row for each combination of the index columns, a column for each
 * combination of the cells of {@code columns}, named by them; with several values {@code value_cells}.
 */
final class Pivoting {

    /** A column with more different cells is no category. */
    private static final int MAX_NEW_COLUMNS = 1000;

    private Pivoting() {}

    static Value pivot(Parameters parameters, Table table) throws ReportedException, RefusedException {
        var index = required(parameters, "index");
        var columns = required(parameters, "columns");
        var values = required(parameters, "values");
        table.requireColumns(index);
        table.requireColumns(columns);
        table.requireColumns(values);
        Set<List<Value>> combinations = new LinkedHashSet<>();
        table.rows().forEach(row -> combinations.add(Table.key(row, columns)));
        if ((long) combinations.size() * values.size() > MAX_NEW_COLUMNS) {
            throw RefusedException.limit(
                    "TOO_MANY_COLUMNS", "data-processing pivot: more than " + MAX_NEW_COLUMNS + " columns would arise");
        }
        var fill = parameters.value("fill_value").orElse(Value.Null.NULL);
        var function = Aggregation.Function.named(parameters.text("aggfunc").orElse("sum"))
                .orElse(Aggregation.Function.SUM);
        List<Value.Dict> rows = new ArrayList<>();
        Aggregating.groups(table, index).forEach((key, members) -> {
            var row = new LinkedHashMap<String, Value>();
            for (var i = 0; i < index.size(); i++) {
                row.put(index.get(i), key.get(i));
            }
            var cells = Aggregating.groups(Table.of(members), columns);
            for (var value : values) {
                for (var combination : combinations) {
                    var name = name(combination, values.size() == 1 ? "" : value + "_");
                    var found = cells.getOrDefault(combination, List.of());
                    row.put(name, cell(new Aggregation(name, function, value), found, fill));
                }
            }
            rows.add(Value.of(row));
        });
        var fields = new LinkedHashMap<String, Value>();
        fields.put("action", Value.of("pivot"));
        fields.put("data", DataTool.render(Table.of(rows), parameters));
        fields.put("row_count", Value.of(rows.size()));
        return Value.of(fields);
    }

    private static Value cell(Aggregation aggregation, List<Value.Dict> rows, Value fill) {
        if (rows.isEmpty()) {
            return fill;
        }
        var value = aggregation.of(
                rows.stream().map(row -> Table.cell(row, aggregation.column())).toList());
        return value == Value.Null.NULL ? fill : value;
    }

    private static String name(List<Value> combination, String prefix) {
        return prefix + combination.stream().map(Conversions::toText).collect(Collectors.joining("_"));
    }

    private static List<String> required(Parameters parameters, String name) throws RefusedException {
        parameters.requiredValue(name);
        return parameters.words(name);
    }
}
