package io.orchestrator.simulation.work;

import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;

/** Steps that wait for something outside: a program's signal, a person's approval or answer. */
final class Waits {

    private static final List<String> TIMES = List.of("300ms", "5s", "40s");

    private Waits() {}

    /** Without a timeout it waits until it comes. */
    static Value.Dict signal(String id, Random random) {
        var signal = new LinkedHashMap<String, Value>();
        signal.put("name", Value.of("go" + random.nextInt(2)));
        if (random.nextBoolean()) {
            signal.put("key", Value.of(id));
            // Some of them reach the step without naming the job.
            signal.put("correlate", Value.of(id.hashCode() % 2 == 0));
        }
        var step = new LinkedHashMap<>(
                Documents.with(id, "signal", Value.of(signal)).entries());
        if (random.nextInt(3) > 0) {
            step.put("timeout", time(random));
            if (random.nextInt(3) > 0) {
                step.put("default", Value.of("nobody came"));
            }
        }
        return Value.of(step);
    }

    static Value.Dict approval(String id, Random random) {
        var approval = new LinkedHashMap<String, Value>();
        approval.put("title", Value.of("May " + id + " go on?"));
        approval.put("content", Value.of("as planned"));
        if (random.nextBoolean()) {
            approval.put("timeout", time(random));
            approval.put("auto_approve", Value.of(random.nextBoolean()));
        }
        return Documents.with(id, "approval", Value.of(approval));
    }

    static Value.Dict prompt(String id, Random random) {
        var parameters = new LinkedHashMap<String, Value>();
        parameters.put("prompt", Value.of("How many?"));
        parameters.put("input_type", Value.of("integer"));
        if (random.nextBoolean()) {
            parameters.put("default", Value.of(1));
            parameters.put("timeout", Value.of(20));
        }
        var step = new LinkedHashMap<>(
                Documents.with(id, "tool", Value.of("user-prompt")).entries());
        step.put("parameters", Value.of(parameters));
        return Value.of(step);
    }

    private static Value time(Random random) {
        return Value.of(TIMES.get(random.nextInt(TIMES.size())));
    }
}
