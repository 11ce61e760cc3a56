package io.orchestrator.worker.tool.data;

import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Conversions;
import io.orchestrator.worker.tool.Parameters;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.ReportedException;
import io.orchestrator.worker.tool.WorkspaceException;
import io.orchestrator.worker.tool.table.DataReader;
import io.orchestrator.worker.tool.table.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code merge}: {action, data, datasets_merged, total_rows, total_columns, columns}. {@code combine} adds the
 * dataset's name as {@code _source}; {@code join} needs {@code join_on}, and a column that both sides have gets the
 * right one's name as a suffix.
 */
final class Merging {

    private static final int INTERRUPT_CHECK_ROWS = 1024;

    private record Dataset(String name, Table table) {}

    private Merging() {}

    static Value merge(Parameters parameters, DataReader reader, int maxRows)
            throws ReportedException, RefusedException, WorkspaceException, IOException, InterruptedException {
        var datasets = datasets(parameters, reader);
        var strategy = parameters.text("merge_strategy").orElse("combine");
        var merged = switch (strategy) {
            case "join" -> joined(parameters, datasets, maxRows);
            case "concat" -> concatenated(datasets, maxRows);
            default -> concatenated(datasets.stream().map(Merging::marked).toList(), maxRows);
        };
        var fields = new LinkedHashMap<String, Value>();
        fields.put("action", Value.of("merge"));
        fields.put("data", DataTool.render(merged, parameters));
        fields.put("datasets_merged", Value.of(datasets.size()));
        fields.put("total_rows", Value.of(merged.rows().size()));
        fields.put("total_columns", Value.of(merged.columns().size()));
        fields.put("columns", Value.of(merged.columns().stream().map(Value::of).toList()));
        return Value.of(fields);
    }

    private static List<Dataset> datasets(Parameters parameters, DataReader reader)
            throws ReportedException, RefusedException, WorkspaceException, IOException, InterruptedException {
        parameters.requiredValue("datasets");
        var format = DataTool.inputFormat(parameters);
        List<Dataset> datasets = new ArrayList<>();
        for (var item : parameters.list("datasets").orElse(List.of())) {
            var named = item instanceof Value.Dict dict && dict.entries().containsKey("data") ? dict : Value.EMPTY;
            var name = named.get("name") instanceof Value.Text text ? text.value() : "dataset_" + (datasets.size() + 1);
            var data = named.get("data");
            datasets.add(new Dataset(name, reader.table(data == null ? item : data, format)));
        }
        if (datasets.isEmpty()) {
            throw parameters.invalid("the parameter 'datasets' is empty");
        }
        return datasets;
    }

    private static Dataset marked(Dataset dataset) {
        var source = Value.of(dataset.name());
        return new Dataset(dataset.name(), dataset.table().mapRows(row -> row.with("_source", source)));
    }

    private static Table concatenated(List<Dataset> datasets, int maxRows) throws RefusedException {
        Set<String> columns = new LinkedHashSet<>();
        List<Value.Dict> rows = new ArrayList<>();
        for (var dataset : datasets) {
            columns.addAll(dataset.table().columns());
            rows.addAll(dataset.table().rows());
            check(rows.size(), maxRows);
        }
        return Table.of(List.copyOf(columns), rows);
    }

    private static Table joined(Parameters parameters, List<Dataset> datasets, int maxRows)
            throws ReportedException, RefusedException, InterruptedException {
        var on = List.of(parameters.requiredText("join_on").strip().split("\\s*,\\s*"));
        var type = parameters.text("join_type").orElse("inner");
        var joined = datasets.getFirst().table();
        joined.requireColumns(on);
        for (var right : datasets.subList(1, datasets.size())) {
            right.table().requireColumns(on);
            joined = join(joined, right, on, type, maxRows);
        }
        return joined;
    }

    private static Table join(Table left, Dataset right, List<String> on, String type, int maxRows)
            throws RefusedException, InterruptedException {
        var renamed = renamed(left, right, on);
        var matches = byKey(renamed, on);
        Set<List<String>> met = new LinkedHashSet<>();
        List<Value.Dict> rows = new ArrayList<>();
        for (var row : left.rows()) {
            var key = key(row, on);
            var partners = matches.getOrDefault(key, List.of());
            met.add(key);
            partners.forEach(partner -> rows.add(union(row, partner)));
            if (partners.isEmpty() && (type.equals("left") || type.equals("outer"))) {
                rows.add(row);
            }
            check(rows.size(), maxRows);
            if (rows.size() % INTERRUPT_CHECK_ROWS == 0 && Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        if (type.equals("right") || type.equals("outer")) {
            renamed.rows().stream().filter(row -> !met.contains(key(row, on))).forEach(rows::add);
        }
        check(rows.size(), maxRows);
        Set<String> columns = new LinkedHashSet<>(left.columns());
        columns.addAll(renamed.columns());
        var complete = rows.stream().map(row -> complete(row, columns)).toList();
        return Table.of(List.copyOf(columns), complete);
    }

    /** Keys compare as text, so that 1 in one file meets "1" in another. */
    private static List<String> key(Value.Dict row, List<String> on) {
        return on.stream()
                .map(column -> Conversions.toText(Table.cell(row, column)))
                .toList();
    }

    private static Map<List<String>, List<Value.Dict>> byKey(Table table, List<String> on) {
        Map<List<String>, List<Value.Dict>> rows = new LinkedHashMap<>();
        table.rows()
                .forEach(row -> rows.computeIfAbsent(key(row, on), key -> new ArrayList<>())
                        .add(row));
        return rows;
    }

    private static Table renamed(Table left, Dataset right, List<String> on) {
        Map<String, String> names = new LinkedHashMap<>();
        for (var column : right.table().columns()) {
            var both = left.columns().contains(column) && !on.contains(column);
            names.put(column, both ? column + "_" + right.name() : column);
        }
        return right.table().renamed(names);
    }

    private static Value.Dict union(Value.Dict left, Value.Dict right) {
        var entries = new LinkedHashMap<>(left.entries());
        right.entries().forEach(entries::putIfAbsent);
        return Value.of(entries);
    }

    private static Value.Dict complete(Value.Dict row, Set<String> columns) {
        var entries = new LinkedHashMap<String, Value>();
        columns.forEach(column -> entries.put(column, Table.cell(row, column)));
        return Value.of(entries);
    }

    private static void check(int rows, int maxRows) throws RefusedException {
        if (rows > maxRows) {
            throw RefusedException.limit(
                    "TOO_MANY_ROWS", "data-processing merge: the result has more than " + maxRows + " rows");
        }
    }
}
