package io.orchestrator.bench;

import io.orchestrator.model.Value;
import java.util.LinkedHashMap;

/**
 * What one workload gave.
 *
 * @param workload what ran
 * @param seconds how long the measured jobs took together
 * @param cpuMs CPU time of all processes meanwhile, in milliseconds
 * @param latencies of a job, from the request's sending to its end read committed
 */
record Measurement(Workload workload, double seconds, long cpuMs, Latencies latencies) {

    double stepsPerSecond() {
        return (double) workload.jobs() * workload.stepsPerJob() / seconds;
    }

    double jobsPerSecond() {
        return workload.jobs() / seconds;
    }

    double cpuMsPerStep() {
        return (double) cpuMs / ((double) workload.jobs() * workload.stepsPerJob());
    }

    Value.Dict toValue() {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("what", Value.of(workload.what()));
        fields.put("jobs", Value.of(workload.jobs()));
        fields.put("seconds", Value.of(seconds));
        fields.put("steps_per_s", Value.of(stepsPerSecond()));
        fields.put("jobs_per_s", Value.of(jobsPerSecond()));
        fields.put("cpu_ms_per_step", Value.of(cpuMsPerStep()));
        fields.put("latency", latencies.toValue());
        return Value.of(fields);
    }
}
