package io.orchestrator.bench.micro;

import io.orchestrator.json.Json;
import io.orchestrator.language.Expression;
import io.orchestrator.language.Template;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
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

    private final Scope pages = Scope.of(pages());
    private final Template prompt = Template.parse("""
            Write a brief about {{ inputs.topic }}.
            {% for p in read.results if p.success %}- {{ p.result.text | truncate(500) }}
            {% endfor %}""");
    private final Scope names = Scope.of(names());

    private static Value.Dict pages() {
        var page = "{\"success\": true, \"result\": {\"text\": \"" + "The quick brown fox. ".repeat(200) + "\"}}";
        return Json.parseDict("{\"inputs\": {\"topic\": \"tea\"}, \"read\": {\"results\": ["
                + String.join(",", Collections.nCopies(5, page)) + "]}}");
    }

    private static Value.Dict names() {
        var names = new LinkedHashMap<String, Value>();
        names.put("a", Json.parse("{\"b\": {\"c\": \"deep\"}}"));
        for (var i = 0; i < 10_000; i++) {
            names.put("name" + i, Value.of(i));
        }
        return Value.of(names);
    }

    /** The prompt of the language's own example over five pages of 4,200 characters; look at its p99. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public String prompt() {
        return prompt.render(pages);
    }

    /** As {@link #typicalTemplate}, for its p99. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public String typicalTemplateSampled() {
        return typical.render(scope);
    }

    /** As {@link #plainPath}, among 10,000 names. */
    @Benchmark
    public String plainPathAmongManyNames() {
        return path.render(names);
    }

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
