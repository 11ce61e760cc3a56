package io.orchestrator.worker.tool.data;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Conversions;
import io.orchestrator.worker.tool.Parameters;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.ReportedException;
import io.orchestrator.worker.tool.table.Cells;
import io.orchestrator.worker.tool.table.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One operation of a transform.
 *
 * @param parameters of the call, for error messages
 * @param number from 1
 * @param spec {@code type} and what the type needs
 */
record TransformStep(Parameters parameters, int number, Value.Dict spec) {

    private static final List<String> TYPES = List.of(
            "filter", "aggregate", "rename_fields", "add_field", "deduplicate", "cast", "fill_missing", "calculate");

    String type() throws RefusedException {
        return text("type");
    }

    Table apply(Table table) throws ReportedException, RefusedException {
        return switch (type()) {
            case "filter" -> filter(table);
            case "rename_fields" -> rename(table);
            case "add_field" -> addField(table);
            case "deduplicate" -> deduplicate(table);
            case "cast" -> cast(table);
            case "fill_missing" -> fillMissing(table);
            case "calculate" -> calculate(table);
            default -> throw unknownType();
        };
    }

    /** The text of a field of the specification. */
    String text(String field) throws RefusedException {
        if (spec.get(field) instanceof Value.Text text) {
            return text.value();
        }
        throw invalid("'" + field + "' (string) is missing");
    }

    RefusedException invalid(String problem) {
        return parameters.invalid("operation " + number + ": " + problem);
    }

    private RefusedException unknownType() throws RefusedException {
        var hint = Spelling.nearest(type(), TYPES)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
        return invalid("unknown type '" + type() + "', there are " + String.join(", ", TYPES) + hint);
    }

    private Table filter(Table table) throws ReportedException, RefusedException {
        var condition = spec.get("condition") instanceof Value.Text text
                ? Condition.parse(text.value())
                        .orElseThrow(() -> invalid("the condition '" + text.value()
                                + "' cannot be read: write a column, one of == != <= >= < >, and a value"))
                : new Condition(text("field"), Condition.Operator.EQUAL, Table.cell(spec, "value"));
        table.requireColumns(List.of(condition.column()));
        return table.withRows(table.rows().stream().filter(condition::holds).toList());
    }

    private Table rename(Table table) throws RefusedException {
        Map<String, String> names = new LinkedHashMap<>();
        dict("mapping").entries().forEach((from, to) -> names.put(from, Conversions.toText(to)));
        return table.renamed(names);
    }

    private Table addField(Table table) throws RefusedException {
        var field = text("field");
        var value = spec.entries().containsKey("value") ? Table.cell(spec, "value") : Value.of("");
        return table.mapRows(row -> row.with(field, value));
    }

    private Table deduplicate(Table table) throws ReportedException, RefusedException {
        var columns = spec.entries().containsKey("columns") ? names("columns") : table.columns();
        table.requireColumns(columns);
        var last = spec.get("keep") instanceof Value.Text keep && keep.value().equals("last");
        var rows = last ? table.rows().reversed() : table.rows();
        var seen = new HashSet<List<Value>>();
        var kept =
                rows.stream().filter(row -> seen.add(Table.key(row, columns))).toList();
        return table.withRows(last ? kept.reversed() : kept);
    }

    private Table cast(Table table) throws ReportedException, RefusedException {
        var columns = dict("columns").entries();
        table.requireColumns(List.copyOf(columns.keySet()));
        List<Value.Dict> rows = new ArrayList<>();
        for (var row : table.rows()) {
            var changed = row;
            for (var column : columns.entrySet()) {
                var type = Cast.named(Conversions.toText(column.getValue()))
                        .orElseThrow(() -> invalid("the column '" + column.getKey() + "' can be cast to "
                                + String.join(", ", Cast.NAMES) + ", not to "
                                + Conversions.describe(column.getValue())));
                var cell = Table.cell(row, column.getKey());
                var cast = type.apply(cell)
                        .orElseThrow(() -> new ReportedException("Cannot cast " + column.getKey() + " of row "
                                + (rows.size() + 1) + " to " + Conversions.toText(column.getValue()) + ": "
                                + Conversions.describe(cell)));
                changed = changed.with(column.getKey(), cast);
            }
            rows.add(changed);
        }
        return table.withRows(rows);
    }

    private Table fillMissing(Table table) throws RefusedException {
        var strategy = dict("strategy").entries();
        return table.mapRows(row -> {
            var filled = row;
            for (var column : strategy.entrySet()) {
                if (Cells.missing(Table.cell(filled, column.getKey()))) {
                    filled = filled.with(column.getKey(), column.getValue());
                }
            }
            return filled;
        });
    }

    private Table calculate(Table table) throws ReportedException, RefusedException {
        var current = table;
        for (var expression : dict("expressions").entries().entrySet()) {
            var name = expression.getKey();
            try {
                var term = Arithmetic.parse(Conversions.toText(expression.getValue()));
                current.requireColumns(term.columns());
                current = current.mapRows(row -> row.with(name, term.value(row)));
            } catch (IllegalArgumentException e) {
                throw invalid("the expression '" + name + "' cannot be calculated: " + e.getMessage());
            }
        }
        return current;
    }

    private Value.Dict dict(String field) throws RefusedException {
        if (spec.get(field) instanceof Value.Dict dict) {
            return dict;
        }
        throw invalid("'" + field + "' (object) is missing");
    }

    private List<String> names(String field) throws RefusedException {
        return switch (Table.cell(spec, field)) {
            case Value.Text text -> List.of(text.value());
            case Value.Array array ->
                array.items().stream().map(Conversions::toText).toList();
            case Value.Null n -> throw invalid("'" + field + "' (array) is missing");
            case Value.Bool b -> throw invalid("'" + field + "' must be an array");
            case Value.Int i -> throw invalid("'" + field + "' must be an array");
            case Value.BigInt i -> throw invalid("'" + field + "' must be an array");
            case Value.Real r -> throw invalid("'" + field + "' must be an array");
            case Value.Dict d -> throw invalid("'" + field + "' must be an array");
        };
    }
}
