package io.orchestrator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The supported documents have the steps, dependencies and levels that the original recorded. */
class ConformanceTest {

    static List<String> documents() {
        return Documents.CONFORMANCE;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void compilesToTheRecordedStepsWhenSupported(String name) {
        var folder = Documents.conformance();
        var document = Documents.read(folder.resolve("examples/" + name + ".yaml"));
        var simpleName = name.substring(name.indexOf('/') + 1);
        var recorded = Json.parseDict(Documents.read(folder.resolve("results/" + simpleName + ".json")));

        var compilation = Documents.compile(document);

        assertThat(compilation.findings()).isEmpty();
        var plan = compilation.plan().orElseThrow();
        assertThat(Value.of(plan.id())).isEqualTo(recorded.get("pipeline_id"));
        assertThat(dependencies(plan)).isEqualTo(recordedDependencies(recorded));
        assertThat(levels(plan)).isEqualTo(recordedLevels(recorded));
    }

    private static Map<String, List<String>> dependencies(Plan plan) {
        var found = new LinkedHashMap<String, List<String>>();
        plan.outline().forEach(step -> found.put(step.id(), step.dependencies()));
        return found;
    }

    private static Map<String, List<String>> recordedDependencies(Value.Dict recorded) {
        var found = new LinkedHashMap<String, List<String>>();
        ((Value.Dict) field(recorded, "steps"))
                .entries()
                .forEach((id, step) -> found.put(id, texts(field((Value.Dict) step, "dependencies"))));
        return found;
    }

    private static List<List<String>> levels(Plan plan) {
        var levels = new ArrayList<List<String>>();
        for (PlanStep step : plan.steps()) {
            while (levels.size() <= step.level()) {
                levels.add(new ArrayList<>());
            }
            levels.get(step.level()).add(step.id());
        }
        return levels;
    }

    private static List<List<String>> recordedLevels(Value.Dict recorded) {
        return ((Value.Array) field(recorded, "execution_levels"))
                .items().stream().map(ConformanceTest::texts).toList();
    }

    private static Value field(Value.Dict dict, String name) {
        return Objects.requireNonNull(dict.get(name), name);
    }

    private static List<String> texts(Value list) {
        return ((Value.Array) list)
                .items().stream().map(item -> ((Value.Text) item).value()).toList();
    }
}
