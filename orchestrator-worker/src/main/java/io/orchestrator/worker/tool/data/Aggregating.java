package io.orchestrator.worker.tool.data;

import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Parameters;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.ReportedException;
import io.orchestrator.worker.tool.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code aggregate}: with {@code group_by} {action, data, row_count}, a row a group; without {action, count,
 * aggregations}.
 */
final class Aggregating {

    private Aggregating() {}

    static Value aggregate(Parameters parameters, Table table) throws ReportedException, RefusedException {
        var operation = parameters.dict("operation").orElse(Value.EMPTY);
        var groupBy = parameters.list("group_by").isPresent()
                ? parameters.words("group_by")
                : words(Table.cell(operation, "group_by"));
        var specs = parameters
                .dict("aggregations")
                .orElse(operation.get("aggregations") instanceof Value.Dict dict ? dict : Value.EMPTY);
        List<Aggregation> aggregations = new ArrayList<>();
        for (var spec : specs.entries().entrySet()) {
            aggregations.add(Aggregation.from(parameters, spec.getKey(), spec.getValue()));
        }
        table.requireColumns(groupBy);
        table.requireColumns(aggregations.stream()
                .filter(aggregation -> !aggregation.countsRows(table))
                .map(Aggregation::column)
                .toList());
        return groupBy.isEmpty()
                ? whole(specs, aggregations, table)
                : grouped(parameters, groupBy, aggregations, table);
    }

    /** A plain {@code column: function} answers under {@code column_function}, as the original does. */
    private static Value whole(Value.Dict specs, List<Aggregation> aggregations, Table table) {
        var values = new LinkedHashMap<String, Value>();
        for (var aggregation : aggregations) {
            var plain = specs.get(aggregation.name()) instanceof Value.Text function
                    ? aggregation.name() + "_" + function.value().strip().toLowerCase(Locale.ROOT)
                    : aggregation.name();
            values.put(plain, value(aggregation, table, table.rows()));
        }
        var fields = new LinkedHashMap<String, Value>();
        fields.put("action", Value.of("aggregate"));
        fields.put("count", Value.of(table.rows().size()));
        fields.put("aggregations", Value.of(values));
        return Value.of(fields);
    }

    private static Value grouped(
            Parameters parameters, List<String> groupBy, List<Aggregation> aggregations, Table table) {
        List<Value.Dict> rows = new ArrayList<>();
        groups(table, groupBy).forEach((key, members) -> {
            var row = new LinkedHashMap<String, Value>();
            for (var i = 0; i < groupBy.size(); i++) {
                row.put(groupBy.get(i), key.get(i));
            }
            aggregations.forEach(aggregation -> row.put(aggregation.name(), value(aggregation, table, members)));
            rows.add(Value.of(row));
        });
        var fields = new LinkedHashMap<String, Value>();
        fields.put("action", Value.of("aggregate"));
        fields.put("data", DataTool.render(Table.of(rows), parameters));
        fields.put("row_count", Value.of(rows.size()));
        return Value.of(fields);
    }

    /** The rows that share the cells of some columns, in the order of their first. */
    static Map<List<Value>, List<Value.Dict>> groups(Table table, List<String> columns) {
        Map<List<Value>, List<Value.Dict>> groups = new LinkedHashMap<>();
        for (var row : table.rows()) {
            groups.computeIfAbsent(Table.key(row, columns), key -> new ArrayList<>())
                    .add(row);
        }
        return groups;
    }

    private static Value value(Aggregation aggregation, Table table, List<Value.Dict> rows) {
        if (aggregation.countsRows(table)) {
            return Value.of(rows.size());
        }
        return aggregation.of(
                rows.stream().map(row -> Table.cell(row, aggregation.column())).toList());
    }

    private static List<String> words(Value value) {
        if (value instanceof Value.Text text) {
            return List.of(text.value());
        }
        return value instanceof Value.Array array
                ? array.items().stream()
                        .filter(Value.Text.class::isInstance)
                        .map(item -> ((Value.Text) item).value())
                        .toList()
                : List.of();
    }
}
