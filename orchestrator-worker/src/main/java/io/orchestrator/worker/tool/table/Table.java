package io.orchestrator.worker.tool.table;

import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.ReportedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Rows with named cells.
 *
 * @param columns every name that some row has, in the order of first sight; columns of an empty table may be known
 * @param rows a row may lack columns
 */
public record Table(List<String> columns, List<Value.Dict> rows) {

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** The table of these rows; {@code known} columns come first even where no row has them. */
    public static Table of(List<String> known, List<Value.Dict> rows) {
        Set<String> columns = new LinkedHashSet<>(known);
        rows.forEach(row -> columns.addAll(row.entries().keySet()));
        return new Table(new ArrayList<>(columns), rows);
    }

    public static Table of(List<Value.Dict> rows) {
        return of(List.of(), rows);
    }

    /** The cell; null where the row lacks the column. */
    public static Value cell(Value.Dict row, String column) {
        var value = row.get(column);
        return value == null ? Value.Null.NULL : value;
    }

    /** The cells of one column, top to bottom. */
    public List<Value> column(String column) {
        return rows.stream().map(row -> cell(row, column)).toList();
    }

    /** The cells of some columns of a row, as a key to group by. */
    public static List<Value> key(Value.Dict row, List<String> columns) {
        return columns.stream().map(column -> cell(row, column)).toList();
    }

    /** The table with other names for some columns, at their old places. */
    public Table renamed(Map<String, String> names) {
        return mapRows(row -> {
            var entries = new LinkedHashMap<String, Value>();
            row.entries().forEach((name, value) -> entries.put(names.getOrDefault(name, name), value));
            return Value.of(entries);
        });
    }

    public Table withRows(List<Value.Dict> newRows) {
        return of(columns, newRows);
    }

    public Table mapRows(UnaryOperator<Value.Dict> change) {
        return of(rows.stream().map(change).toList());
    }

    /** @throws ReportedException where the table lacks one of them; an empty table lacks nothing */
    public void requireColumns(List<String> needed) throws ReportedException {
        for (var column : needed) {
            if (!columns.contains(column) && !rows.isEmpty()) {
                throw new ReportedException(
                        "Column not found: " + column + "; the data has " + String.join(", ", columns));
            }
        }
    }

    public Value.Array toValue() {
        return Value.of(rows);
    }

    /** [rows, columns]. */
    public Value.Array shape() {
        return Value.of(List.of(Value.of(rows.size()), Value.of(columns.size())));
    }
}
