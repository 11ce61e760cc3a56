package io.orchestrator.bench;

import io.orchestrator.model.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;

/**
 * A distribution of durations.
 *
 * @param count how many were measured
 * @param p50Ms median, milliseconds
 * @param p90Ms milliseconds
 * @param p99Ms milliseconds
 * @param maxMs milliseconds
 */
record Latencies(int count, double p50Ms, double p90Ms, double p99Ms, double maxMs) {

    private static final double NANOS_PER_MS = 1e6;

    /** @param nanos durations in nanoseconds; at least one */
    static Latencies of(long[] nanos) {
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(sorted.length, at(sorted, 0.50), at(sorted, 0.90), at(sorted, 0.99), at(sorted, 1.0));
    }

    private static double at(long[] sorted, double share) {
        var index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, index)] / NANOS_PER_MS;
    }

    Value.Dict toValue() {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("count", Value.of(count));
        fields.put("p50_ms", Value.of(p50Ms));
        fields.put("p90_ms", Value.of(p90Ms));
        fields.put("p99_ms", Value.of(p99Ms));
        fields.put("max_ms", Value.of(maxMs));
        return Value.of(fields);
    }
}
