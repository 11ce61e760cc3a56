package io.orchestrator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.Value;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything is stopped hard after any of twelve steps: the job ends as if nothing had happened. */
final class RestartTest {

    private static final int STEPS = 12;

    private static final String TWELVE = """
            id: twelve
            steps:
              - {id: first, tool: terminal, parameters: {command: "ok first"}}
              - {id: total, set: {total: 0}, depends_on: first}
              - id: read
                depends_on: total
                for_each: [a, b, c]
                loop_var: part
                max_parallel: 1
                steps:
                  - {id: page, tool: terminal, parameters: {command: "ok page {{ part }}"}}
                  - {id: add, set: {total: "${total + index + 1}"}, scope: global, depends_on: page}
                  - {id: store, tool: terminal, parameters: {command: "ok store {{ part }} {{ page.result.seen.command }}"}, depends_on: add}
              - {id: check, tool: terminal, parameters: {command: "ok check {{ total }}"}, depends_on: read, delivery: exclusive}
              - id: again
                depends_on: check
                while: "iteration < 2"
                max_iterations: 3
                steps:
                  - {id: poll, tool: terminal, parameters: {command: "ok poll {{ iteration }}"}}
              - {id: pack, tool: terminal, parameters: {command: "ok pack"}, depends_on: again}
              - {id: tell, tool: terminal, parameters: {command: "ok tell {{ pack.result.seen.command }}"}, depends_on: pack}
            outputs:
              told: "${tell.result.seen.command}"
              total: "${total}"
            """;

    private static final Set<String> MOMENTS = Set.of(
            "execution_id",
            "started_at",
            "completed_at",
            "duration",
            "execution_time",
            "total_duration",
            "attempts",
            "retries");

    private static final Pattern RUN = Pattern.compile(" run [0-9]{4}");

    @TempDir
    static Path workspace;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, STEPS})
    void endsAsIfNothingHadHappenedWhenEverythingStopsHardAfterStep(int steps) {
        var kit = new Kit(workspace);
        try (var whole = new Rehearsal(kit, TWELVE);
                var broken = new Rehearsal(kit, TWELVE)) {
            whole.run(Integer.MAX_VALUE);
            broken.run(steps);
            var before = broken.completed();
            var ranBefore = broken.ran();

            broken.stopEverything();
            broken.run(Integer.MAX_VALUE);

            assertThat(whole.completed()).hasSize(STEPS);
            assertThat(before).hasSize(steps);
            assertThat(broken.over()).isTrue();
            assertThat(normalized("", broken.document())).isEqualTo(normalized("", whole.document()));
            assertThat(before)
                    .as("no completed step ran again")
                    .allSatisfy(step -> assertThat(Collections.frequency(broken.ran(), step))
                            .isEqualTo(Collections.frequency(ranBefore, step))
                            .isEqualTo(1));
        }
    }

    @Test
    void tellsOneRunFromAnotherByWhatItsToolsSay() {
        var kit = new Kit(workspace);
        try (var whole = new Rehearsal(kit, TWELVE);
                var other = new Rehearsal(kit, TWELVE.replace("ok tell", "ok tells"))) {
            whole.run(Integer.MAX_VALUE);
            other.run(Integer.MAX_VALUE);

            assertThat(normalized("", other.document())).isNotEqualTo(normalized("", whole.document()));
        }
    }

    /** Without what a moment decides, and how often a worker was lost. */
    private static Value normalized(String name, Value value) {
        if (MOMENTS.contains(name)) {
            return Value.Null.NULL;
        }
        return switch (value) {
            case Value.Dict dict -> {
                var entries = new LinkedHashMap<String, Value>();
                dict.entries().forEach((key, entry) -> entries.put(key, normalized(key, entry)));
                yield Value.of(entries);
            }
            case Value.Array array ->
                Value.of(
                        array.items().stream().map(item -> normalized("", item)).toList());
            case Value.Text text -> Value.of(RUN.matcher(text.value()).replaceAll(""));
            case Value.Null n -> n;
            case Value.Bool b -> b;
            case Value.Int i -> i;
            case Value.BigInt i -> i;
            case Value.Real r -> r;
        };
    }
}
