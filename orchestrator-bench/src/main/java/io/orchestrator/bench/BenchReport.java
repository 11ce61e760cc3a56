package io.orchestrator.bench;

import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * What a run printed.
 *
 * @param measurements of the workloads
 * @param roundTrip one record from a producer to a share consumer
 * @param streamsPerSecond records a second through exactly-once Streams
 */
record BenchReport(List<Measurement> measurements, Latencies roundTrip, double streamsPerSecond) {

    String table() {
        var text = new StringBuilder();
        row(text, "workload", "steps/s", "jobs/s", "p50 ms", "p90 ms", "p99 ms", "CPU ms/step");
        for (Measurement m : measurements) {
            var l = m.latencies();
            row(
                    text,
                    m.workload().name(),
                    number(m.stepsPerSecond(), 0),
                    number(m.jobsPerSecond(), 1),
                    number(l.p50Ms(), 1),
                    number(l.p90Ms(), 1),
                    number(l.p99Ms(), 1),
                    number(m.cpuMsPerStep(), 3));
        }
        text.append('\n');
        measurements.forEach(m -> text.append(m.workload().name())
                .append(": ")
                .append(m.workload().what())
                .append('\n'));
        text.append("limits of this machine in the same run: producer to share consumer p50 ")
                .append(number(roundTrip.p50Ms(), 2))
                .append(" ms, p99 ")
                .append(number(roundTrip.p99Ms(), 2))
                .append(" ms; exactly-once Streams ")
                .append(number(streamsPerSecond, 0))
                .append(" records/s\n");
        measurements.forEach(m -> text.append(ratio(m)).append('\n'));
        return text.toString();
    }

    private String ratio(Measurement m) {
        var hops = (double) m.workload().stepsPerJob();
        return m.workload().window() > 1
                ? m.workload().name() + ": one step for every " + number(streamsPerSecond / m.stepsPerSecond(), 1)
                        + " records that Streams could take"
                : m.workload().name() + ": p50 is " + number(m.latencies().p50Ms() / roundTrip.p50Ms(), 1)
                        + " round trips for " + number(hops, 0) + " steps";
    }

    Value.Dict toValue() {
        var fields = new LinkedHashMap<String, Value>();
        measurements.forEach(m -> fields.put(m.workload().name(), m.toValue()));
        fields.put("share_round_trip", roundTrip.toValue());
        fields.put("streams_records_per_s", Value.of(streamsPerSecond));
        var ratios = new LinkedHashMap<String, Value>();
        for (Measurement m : measurements) {
            ratios.put(
                    m.workload().name() + "_steps_per_streams_record", Value.of(m.stepsPerSecond() / streamsPerSecond));
            ratios.put(
                    m.workload().name() + "_p50_per_round_trip",
                    Value.of(m.latencies().p50Ms() / roundTrip.p50Ms()));
        }
        fields.put("ratios", Value.of(ratios));
        return Value.of(fields);
    }

    private static void row(StringBuilder text, String... cells) {
        for (int i = 0; i < cells.length; i++) {
            text.append(String.format(Locale.ROOT, i == 0 ? "%-9s" : "%12s", cells[i]));
        }
        text.append('\n');
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
