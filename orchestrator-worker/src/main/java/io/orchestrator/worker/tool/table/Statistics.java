package io.orchestrator.worker.tool.table;

import io.orchestrator.model.Value;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** Numbers about the numbers of a column. Every function takes sorted numbers and needs at least one. */
public final class Statistics {

    /** With fewer values a quartile says nothing. */
    public static final int MIN_FOR_OUTLIERS = 4;

    private static final double WHISKER = 1.5;

    private Statistics() {}

    /** The numbers among the cells, in ascending order. */
    public static double[] sorted(List<Value> cells) {
        return cells.stream()
                .map(Cells::number)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .sorted()
                .toArray();
    }

    public static double mean(double[] sorted) {
        return DoubleStream.of(sorted).sum() / sorted.length;
    }

    public static double median(double[] sorted) {
        return quantile(sorted, 0.5);
    }

    /** Of a sample; 0 for one number. */
    public static double standardDeviation(double[] sorted) {
        if (sorted.length < 2) {
            return 0;
        }
        var mean = mean(sorted);
        var squares = DoubleStream.of(sorted).map(x -> (x - mean) * (x - mean)).sum();
        return Math.sqrt(squares / (sorted.length - 1));
    }

    /** Linear between the two nearest ranks. */
    public static double quantile(double[] sorted, double share) {
        var rank = share * (sorted.length - 1);
        var below = (int) Math.floor(rank);
        var above = (int) Math.ceil(rank);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }

    /**
     * The range outside of which a number is an outlier: 1.5 interquartile ranges beyond the quartiles; everything is
     * inside where there are too few numbers.
     */
    public static Range usual(double[] sorted) {
        if (sorted.length < MIN_FOR_OUTLIERS) {
            return new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        var lower = quantile(sorted, 0.25);
        var upper = quantile(sorted, 0.75);
        var reach = WHISKER * (upper - lower);
        return new Range(lower - reach, upper + reach);
    }

    /**
     * @param from inclusive
     * @param to inclusive
     */
    public record Range(double from, double to) {
        public boolean contains(double value) {
            return value >= from && value <= to;
        }
    }
}
