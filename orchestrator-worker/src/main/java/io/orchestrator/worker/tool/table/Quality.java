package io.orchestrator.worker.tool.table;

import io.orchestrator.model.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * How good a table is, as shares from 0 to 1.
 *
 * @param completeness cells that are not missing, of all cells
 * @param accuracy rows that fit a schema, of all rows; without a schema numbers that are no outliers, of all numbers
 * @param consistency the mean of two: cells of their column's most frequent type, of all present cells; different
 *     rows, of all rows
 */
public record Quality(double completeness, double accuracy, double consistency) {

    private static final double DECIMALS = 10_000;

    public static Quality of(Table table) {
        long cells = 0;
        long present = 0;
        long typed = 0;
        long numbers = 0;
        long usual = 0;
        for (var column : table.columns()) {
            var filled = table.column(column).stream()
                    .filter(cell -> !Cells.missing(cell))
                    .toList();
            var sorted = Statistics.sorted(filled);
            var range = Statistics.usual(sorted);
            cells += table.rows().size();
            present += filled.size();
            typed += ofMostFrequentType(filled);
            numbers += sorted.length;
            usual += DoubleStream.of(sorted).filter(range::contains).count();
        }
        var different = share(new HashSet<>(table.rows()).size(), table.rows().size());
        return new Quality(share(present, cells), share(usual, numbers), (share(typed, present) + different) / 2);
    }

    public Quality withAccuracy(long fitting, long rows) {
        return new Quality(completeness, share(fitting, rows), consistency);
    }

    /** {completeness, accuracy, consistency, overall_score, valid}; the score is their mean, four decimals. */
    public Value toValue(double threshold) {
        var overall = (completeness + accuracy + consistency) / 3;
        var fields = new LinkedHashMap<String, Value>();
        fields.put("completeness", rounded(completeness));
        fields.put("accuracy", rounded(accuracy));
        fields.put("consistency", rounded(consistency));
        fields.put("overall_score", rounded(overall));
        fields.put("valid", Value.of(overall >= threshold));
        return Value.of(fields);
    }

    private static long ofMostFrequentType(List<Value> cells) {
        return cells.stream().collect(Collectors.groupingBy(Quality::type, Collectors.counting())).values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    private static String type(Value cell) {
        return Cells.dataType(List.of(cell));
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 1.0 : (double) part / whole;
    }

    private static Value rounded(double share) {
        return Value.of(Math.round(share * DECIMALS) / DECIMALS);
    }
}
