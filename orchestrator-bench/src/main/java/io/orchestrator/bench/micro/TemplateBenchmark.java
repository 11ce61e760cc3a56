package io.orchestrator.bench.micro;

import io.orchestrator.json.Json;
import io.orchestrator.language.Expression;
import io.orchestrator.language.Template;
import io.orchestrator.language.value.Scope;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.State;

/** Rendering and evaluating what was parsed before. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TemplateBenchmark {

    private final Scope scope = Scope.of(Json.parseDict("""
            {"a": {"b": {"c": "deep"}}, "n": 7, "rows": [{"id": 1, "ok": true}, {"id": 2, "ok": false}],
             "topic": "AI in Healthcare"}"""));
    private final Template path = Template.parse("{{ a.b.c }}");
    private final Template typical = Template.parse(
            "# {{ topic | upper }}\n{% for r in rows if r.ok %}- {{ r.id }} of {{ n + 1 }}\n{% endfor %}");
    private final Expression condition = Expression.parse("n > 5 and rows | length == 2");

    @Benchmark
    public String plainPath() {
        return path.render(scope);
    }

    @Benchmark
    public String typicalTemplate() {
        return typical.render(scope);
    }

    @Benchmark
    public boolean condition() {
        return condition.test(scope).holds();
    }
}
