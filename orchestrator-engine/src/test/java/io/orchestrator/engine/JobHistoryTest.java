package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events folded again. */
class JobHistoryTest {

    @Test
    void knowsEveryVersionOfAVariable() {
        var job = Workflows.submitted("""
                steps:
                  - {id: begin, set: {count: 0}}
                  - {id: up, set: {count: "${count + 1}"}}
                  - {id: again, set: {next: "${'up' if count < 3 else ''}"}, goto: "${next}", max_iterations: 9}
                """);

        var counts = new ArrayList<Value>();
        for (int events = 1; events <= job.events.size(); events++) {
            var history = JobHistory.of(job.plan, job.events.subList(0, events));
            history.variables().stream()
                    .filter(variable -> variable.last().path().name().equals("count"))
                    .forEach(variable -> counts.add(variable.value().orElseThrow()));
            assertThat(history.state().root().sequence()).isEqualTo(events);
        }

        assertThat(counts.stream().distinct().toList())
                .containsExactly(Value.of(0), Value.of(1), Value.of(2), Value.of(3));
    }

    @Test
    void findsLongValuesWhereTheyCameFrom() {
        var job = Workflows.submitted("""
                steps:
                  - {id: first, set: {long: "${'x' * 5000}"}}
                  - id: each
                    for_each: "${[long, long]}"
                    loop_var: text
                    steps: [{id: take, set: {size: "${text | length}"}}]
                """);

        var history = JobHistory.of(job.plan, job.events);

        assertThat(history.variables())
                .filteredOn(variable ->
                        List.of("long", "text").contains(variable.last().path().name()))
                .hasSize(3)
                .allSatisfy(variable -> assertThat(variable.value()).contains(Value.of("x".repeat(5000))));
        assertThat(history.variables())
                .filteredOn(variable -> variable.last().path().name().equals("size"))
                .extracting(variable -> Json.write(variable.value().orElseThrow()))
                .containsExactly("5000", "5000");
    }
}
