package io.orchestrator.worker.tool.data;

import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Parameters;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.table.Cells;
import io.orchestrator.worker.tool.table.Statistics;
import io.orchestrator.worker.tool.table.Table;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * {@code profile}: {action, data: {row_count, column_count, columns, duplicate_rows, duplicate_percentage}}. The fields
 * of data are repeated beside it, because pipelines read {@code processed_data.row_count}.
 */
final class Profiling {

    private static final List<String> OPTIONS =
            List.of("missing_values", "data_types", "statistical_summary", "outlier_detection", "duplicate_detection");

    private Profiling() {}

    static Value profile(Parameters parameters, Table table) throws RefusedException {
        var options = options(parameters);
        var columns = new LinkedHashMap<String, Value>();
        table.columns().forEach(column -> columns.put(column, column(table.column(column), options)));
        var data = new LinkedHashMap<String, Value>();
        data.put("row_count", Value.of(table.rows().size()));
        data.put("column_count", Value.of(table.columns().size()));
        data.put("columns", Value.of(columns));
        if (options.contains("duplicate_detection")) {
            var duplicates = table.rows().size() - new HashSet<>(table.rows()).size();
            data.put("duplicate_rows", Value.of(duplicates));
            data.put("duplicate_percentage", percentage(duplicates, table.rows().size()));
        }
        var fields = new LinkedHashMap<String, Value>();
        fields.put("action", Value.of("profile"));
        fields.put("data", Value.of(data));
        fields.putAll(data);
        return Value.of(fields);
    }

    private static List<String> options(Parameters parameters) throws RefusedException {
        if (parameters.list("profiling_options").isEmpty()) {
            return OPTIONS;
        }
        var options = parameters.words("profiling_options");
        for (var option : options) {
            if (!OPTIONS.contains(option)) {
                throw parameters.invalid(
                        "unknown profiling option '" + option + "', there are " + String.join(", ", OPTIONS));
            }
        }
        return options;
    }

    private static Value column(List<Value> cells, List<String> options) {
        var present = cells.stream().filter(cell -> !Cells.missing(cell)).toList();
        var missing = cells.size() - present.size();
        var type = Cells.dataType(present);
        var fields = new LinkedHashMap<String, Value>();
        if (options.contains("missing_values")) {
            fields.put("missing_count", Value.of(missing));
            fields.put("missing_percentage", percentage(missing, cells.size()));
        }
        if (options.contains("data_types")) {
            fields.put("data_type", Value.of(type));
        }
        if (type.equals("numeric")) {
            numbers(fields, present, options);
        } else if (type.equals("date") && options.contains("statistical_summary")) {
            Cells.smallest(present).ifPresent(value -> fields.put("min", value));
            Cells.largest(present).ifPresent(value -> fields.put("max", value));
        }
        var unique = new HashSet<>(present).size();
        fields.put("unique_count", Value.of(unique));
        fields.put("unique_percentage", percentage(unique, cells.size()));
        return Value.of(fields);
    }

    private static void numbers(Map<String, Value> fields, List<Value> present, List<String> options) {
        var sorted = Statistics.sorted(present);
        if (options.contains("statistical_summary")) {
            fields.put("min", Cells.number(sorted[0], present));
            fields.put("max", Cells.number(sorted[sorted.length - 1], present));
            fields.put("mean", Value.of(Statistics.mean(sorted)));
            fields.put("median", Value.of(Statistics.median(sorted)));
            fields.put("std_dev", Value.of(Statistics.standardDeviation(sorted)));
        }
        if (options.contains("outlier_detection") && sorted.length >= Statistics.MIN_FOR_OUTLIERS) {
            var usual = Statistics.usual(sorted);
            var outliers =
                    DoubleStream.of(sorted).filter(x -> !usual.contains(x)).count();
            fields.put("outlier_count", Value.of(outliers));
            fields.put("outlier_percentage", percentage(outliers, sorted.length));
        }
    }

    private static Value percentage(long part, long whole) {
        return Value.of(whole == 0 ? 0.0 : 100.0 * part / whole);
    }
}
