package io.orchestrator.worker.tool.data;

import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Parameters;
import io.orchestrator.worker.tool.table.Cells;
import io.orchestrator.worker.tool.table.Statistics;
import io.orchestrator.worker.tool.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;

/**
 * {@code clean}: duplicate rows, then missing cells, then outliers; {action, data, original_shape, cleaned_shape,
 * rows_removed}. Interpolation and means apply to columns of numbers; what cannot be filled stays missing.
 */
final class Cleaning {

    private Cleaning() {}

    static Value clean(Parameters parameters, Table table) {
        var cleaned = table;
        if (parameters.flag("remove_duplicates")) {
            cleaned = cleaned.withRows(List.copyOf(new LinkedHashSet<>(cleaned.rows())));
        }
        cleaned = handleMissing(cleaned, parameters.text("handle_missing").orElse("drop"));
        if (parameters.flag("remove_outliers")) {
            cleaned = removeOutliers(cleaned);
        }
        var fields = new LinkedHashMap<String, Value>();
        fields.put("action", Value.of("clean"));
        fields.put("data", DataTool.render(cleaned, parameters));
        fields.put("original_shape", table.shape());
        fields.put("cleaned_shape", cleaned.shape());
        fields.put("rows_removed", Value.of(table.rows().size() - cleaned.rows().size()));
        return Value.of(fields);
    }

    private static Table handleMissing(Table table, String how) {
        if (how.equals("drop")) {
            return table.withRows(table.rows().stream()
                    .filter(row -> table.columns().stream().noneMatch(column -> Cells.missing(Table.cell(row, column))))
                    .toList());
        }
        var columns = new LinkedHashMap<String, List<Value>>();
        table.columns().forEach(column -> columns.put(column, filled(table.column(column), how)));
        List<Value.Dict> rows = new ArrayList<>();
        for (var i = 0; i < table.rows().size(); i++) {
            var row = new LinkedHashMap<String, Value>();
            for (var column : columns.entrySet()) {
                row.put(column.getKey(), column.getValue().get(i));
            }
            rows.add(Value.of(row));
        }
        return table.withRows(rows);
    }

    private static List<Value> filled(List<Value> cells, String how) {
        return switch (how) {
            case "forward_fill" -> forward(cells);
            case "backward_fill" -> forward(cells.reversed()).reversed();
            case "interpolate" -> numeric(cells) ? interpolated(cells) : cells;
            case "mean" -> numeric(cells) ? withMean(cells) : cells;
            default -> throw new IllegalArgumentException("not in the catalog: " + how);
        };
    }

    private static boolean numeric(List<Value> cells) {
        var present = cells.stream().filter(cell -> !Cells.missing(cell)).toList();
        return Cells.dataType(present).equals("numeric");
    }

    private static List<Value> forward(List<Value> cells) {
        List<Value> filled = new ArrayList<>();
        Value last = Value.Null.NULL;
        for (var cell : cells) {
            last = Cells.missing(cell) ? last : cell;
            filled.add(Cells.missing(cell) ? last : cell);
        }
        return filled;
    }

    private static List<Value> withMean(List<Value> cells) {
        var mean = Value.of(Statistics.mean(Statistics.sorted(cells)));
        return cells.stream().map(cell -> Cells.missing(cell) ? mean : cell).toList();
    }

    /** On the line between the neighbours; before the first and after the last number, that number. */
    private static List<Value> interpolated(List<Value> cells) {
        var before = indexes(cells);
        var after = indexes(cells.reversed()).reversed();
        List<Value> filled = new ArrayList<>();
        for (var i = 0; i < cells.size(); i++) {
            var left = before.get(i);
            var right = cells.size() - 1 - after.get(i);
            if (!Cells.missing(cells.get(i))) {
                filled.add(cells.get(i));
            } else if (left < 0) {
                filled.add(cells.get(right));
            } else if (right >= cells.size()) {
                filled.add(cells.get(left));
            } else {
                var from = number(cells.get(left));
                var share = (double) (i - left) / (right - left);
                filled.add(Cells.number(from + share * (number(cells.get(right)) - from)));
            }
        }
        return filled;
    }

    /** For each cell the index of the last present one up to it; -1 where there is none. */
    private static List<Integer> indexes(List<Value> cells) {
        List<Integer> indexes = new ArrayList<>();
        var last = -1;
        for (var i = 0; i < cells.size(); i++) {
            last = Cells.missing(cells.get(i)) ? last : i;
            indexes.add(last);
        }
        return indexes;
    }

    private static double number(Value cell) {
        return Cells.number(cell).orElse(Double.NaN);
    }

    private static Table removeOutliers(Table table) {
        var usual = new LinkedHashMap<String, Statistics.Range>();
        for (var column : table.columns()) {
            var cells = table.column(column);
            if (numeric(cells)) {
                usual.put(column, Statistics.usual(Statistics.sorted(cells)));
            }
        }
        return table.withRows(table.rows().stream()
                .filter(row -> usual.entrySet().stream()
                        .allMatch(range -> inside(Cells.number(Table.cell(row, range.getKey())), range.getValue())))
                .toList());
    }

    private static boolean inside(OptionalDouble number, Statistics.Range range) {
        return number.isEmpty() || range.contains(number.getAsDouble());
    }
}
