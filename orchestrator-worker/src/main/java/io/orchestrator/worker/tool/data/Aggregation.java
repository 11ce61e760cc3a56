package io.orchestrator.worker.tool.data;

import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Conversions;
import io.orchestrator.worker.tool.Parameters;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.table.Cells;
import io.orchestrator.worker.tool.table.Statistics;
import io.orchestrator.worker.tool.table.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * One value out of many cells.
 *
 * @param name the field of the answer
 * @param function what is computed
 * @param column whose cells
 */
record Aggregation(String name, Function function, String column) {

    enum Function {
        SUM,
        MEAN,
        COUNT,
        COUNT_DISTINCT,
        MIN,
        MAX,
        MEDIAN;

        private static final Map<String, Function> NAMES = Map.of(
                "sum", SUM,
                "total", SUM,
                "avg", MEAN,
                "mean", MEAN,
                "average", MEAN,
                "count", COUNT,
                "count_distinct", COUNT_DISTINCT,
                "min", MIN,
                "max", MAX,
                "median", MEDIAN);

        static Optional<Function> named(String name) {
            return Optional.ofNullable(NAMES.get(name.strip().toLowerCase(Locale.ROOT)));
        }
    }

    /** {@code name: function}, where the name is the column's, or {@code name: {function, column}}. */
    static Aggregation from(Parameters parameters, String name, Value spec) throws RefusedException {
        if (spec instanceof Value.Dict dict) {
            var column = dict.get("column") instanceof Value.Text text ? text.value() : name;
            return new Aggregation(name, function(parameters, name, Table.cell(dict, "function")), column);
        }
        return new Aggregation(name, function(parameters, name, spec), name);
    }

    private static Function function(Parameters parameters, String name, Value spec) throws RefusedException {
        var known = spec instanceof Value.Text text ? Function.named(text.value()) : Optional.<Function>empty();
        if (known.isEmpty()) {
            throw parameters.invalid("the aggregation '" + name + "' must have one of sum, total, avg, mean, average,"
                    + " count, count_distinct, min, max, median, not " + Conversions.describe(spec));
        }
        return known.get();
    }

    /** Counts need no column of that name: they count rows then. */
    boolean countsRows(Table table) {
        return function == Function.COUNT && !table.columns().contains(column);
    }

    /** The value for these cells; null where there is nothing to compute it of. */
    Value of(List<Value> cells) {
        var present = cells.stream().filter(cell -> !Cells.missing(cell)).toList();
        return switch (function) {
            case COUNT -> Value.of(present.size());
            case COUNT_DISTINCT -> Value.of(new HashSet<>(present).size());
            case MIN -> Cells.smallest(present).map(Aggregation::asNumber).orElse(Value.Null.NULL);
            case MAX -> Cells.largest(present).map(Aggregation::asNumber).orElse(Value.Null.NULL);
            case SUM -> sum(present);
            case MEAN -> ofNumbers(present, Function.MEAN);
            case MEDIAN -> ofNumbers(present, Function.MEDIAN);
        };
    }

    private static Value sum(List<Value> cells) {
        var numbers =
                cells.stream().filter(cell -> Cells.number(cell).isPresent()).toList();
        return Cells.number(DoubleStream.of(Statistics.sorted(numbers)).sum(), numbers);
    }

    private static Value ofNumbers(List<Value> cells, Function function) {
        var sorted = Statistics.sorted(cells);
        if (sorted.length == 0) {
            return Value.Null.NULL;
        }
        return Value.of(function == Function.MEAN ? Statistics.mean(sorted) : Statistics.median(sorted));
    }

    private static Value asNumber(Value cell) {
        var number = Cells.number(cell);
        return number.isPresent() ? Cells.number(number.getAsDouble(), List.of(cell)) : cell;
    }
}
