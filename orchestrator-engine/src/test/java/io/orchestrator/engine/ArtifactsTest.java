package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.Opener;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.ArtifactMark.Kind;
import io.orchestrator.model.Call;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Templates over values that are kept elsewhere: handed on as a whole, opened where somebody looks into them. */
final class ArtifactsTest {

    private final Map<ArtifactMark, Value> kept = new HashMap<>();
    private final List<ArtifactMark> opened = new ArrayList<>();

    private final Opener opener = mark -> {
        opened.add(mark);
        return kept.get(mark);
    };

    private Value keep(Kind kind, Value value) {
        return keep(kind, value, 100_000);
    }

    private Value keep(Kind kind, Value value, long bytes) {
        var mark = new ArtifactMark(
                kind, bytes, Integer.toHexString(16 + kept.size()).repeat(32));
        kept.put(mark, value);
        return Value.of(mark.text());
    }

    private JobDriver read(Value result, String steps) {
        var job = new JobDriver(Workflows.plan("""
                steps:
                - {id: read, tool: terminal, parameters: {command: x}}
                """ + steps));
        job.opener = opener;
        job.submit();
        job.result("read", JobDriver.done(result, Value.Bool.TRUE));
        return job;
    }

    private static Value sent(JobDriver job, String step) {
        var parameters = ((Call.Tool) job.command(step).call()).parameters();
        return Objects.requireNonNull(parameters.get("content"));
    }

    private static String write(String content) {
        return "- {id: write, tool: filesystem, action: write, parameters: {path: a, content: '" + content + "'}}\n";
    }

    @Test
    void handsTheMarkOnWhenATemplateIsNothingButItsPath() {
        var content = keep(Kind.TEXT, Value.of("a long text"), 100L << 20);
        var result = Value.of(Map.of("content", content, "parts", Value.of(List.of(content))));

        for (String path : List.of(
                "${read.result.content}",
                "${read.content}",
                "{{ read.result.content }}",
                "${read.result[\"content\"]}",
                "${read.result.parts[0]}",
                "${read.result.parts[-1]}")) {
            assertThat(sent(read(result, write(path)), "write")).as(path).isEqualTo(content);
        }
        assertThat(opened).isEmpty();
    }

    @Test
    void handsOnWhatHoldsMarksWhenAPathEndsAtThat() {
        var result = Value.of(Map.of("content", keep(Kind.TEXT, Value.of("a long text")), "size", Value.of(11)));

        assertThat(sent(read(result, write("${read.result}")), "write")).isEqualTo(result);
        assertThat(opened).isEmpty();
    }

    @Test
    void opensTheValueWhenATemplateLooksIntoIt() {
        var page = keep(
                Kind.OBJECT, Value.of(Map.of("title", Value.of("Tides"), "tags", Value.of(List.of(Value.of("a"))))));
        var text = keep(Kind.TEXT, Value.of("long"));
        var result = Value.of(Map.of(
                "page", page, "text", text, "list", keep(Kind.ARRAY, Value.of(List.of(Value.of(1), Value.of(2))))));

        assertThat(sent(read(result, write("<${read.result.text}>")), "write")).isEqualTo(Value.of("<long>"));
        assertThat(sent(read(result, write("${read.page.title}")), "write")).isEqualTo(Value.of("Tides"));
        assertThat(sent(read(result, write("${read.text | upper}")), "write")).isEqualTo(Value.of("LONG"));
        assertThat(sent(read(result, write("${read.list | sum}")), "write")).isEqualTo(Value.of(3));
        assertThat(sent(read(result, write("{{ read.list }}")), "write")).isEqualTo(Value.of("[1, 2]"));
        assertThat(sent(read(result, write("{{ read.result.page.tags | tojson }}")), "write"))
                .isEqualTo(Value.of("[\"a\"]"));
        assertThat(sent(read(result, write("{% for t in read.page.tags %}{{ t }};{% endfor %}")), "write"))
                .isEqualTo(Value.of("a;"));
    }

    @Test
    void givesTheFieldsOfAResultWhenAllOfItIsKeptElsewhere() {
        var result = keep(Kind.OBJECT, Value.of(Map.of("title", Value.of("Tides"))));

        assertThat(sent(read(result, write("${read.title}, {{ read.result.title }}")), "write"))
                .isEqualTo(Value.of("Tides, Tides"));
        assertThat(sent(read(result, write("${read.result}")), "write")).isEqualTo(result);
    }

    @Test
    void opensWhatConditionsAndLoopsAskFor() {
        var items = keep(Kind.ARRAY, Value.of(List.of(Value.of("a"), Value.of("b"))));

        var job = read(items, """
                - {id: both, condition: read.result | length == 2, set: {n: "${read.result | length}"}}
                - id: each
                  for_each: "${read.result}"
                  max_parallel: 2
                  steps:
                    - {id: one, tool: filesystem, action: write, parameters: {path: "{{ item }}", content: "${item}"}}
                """);

        assertThat(job.types()).contains("step.completed both");
        assertThat(sent(job, "each[0].one")).isEqualTo(Value.of("a"));
        assertThat(sent(job, "each[1].one")).isEqualTo(Value.of("b"));
    }

    @Test
    void failsTheStepAndSaysWhatToDoWhenTooMuchIsLookedInto() {
        var huge = keep(Kind.TEXT, Value.of("x"), Bounds.OPENED_BYTES + 1);

        var job = read(Value.of(Map.of("content", huge)), write("${read.result.content | upper}"));

        assertThat(job.failure().code()).isEqualTo("TEMPLATE_LIMIT");
        assertThat(job.failure().message()).contains("16777217 bytes", "hand it on as a whole");
        assertThat(opened).isEmpty();
    }

    @Test
    void refusesATextWhenATemplateMakesItLookLikeAMark() {
        var mark = new ArtifactMark(Kind.TEXT, 1, "ab".repeat(32)).text();
        var result = Value.of(Map.of("head", Value.of(mark.substring(0, 9)), "tail", Value.of(mark.substring(9))));

        for (String template : List.of(
                "${read.head}${read.tail}", "${read.head + read.tail}", "{{ read.head }}{{ read.tail }}", mark)) {
            var job = read(result, write(template));

            assertThat(job.failure().code()).as(template).isEqualTo("TEMPLATE_SECURITY");
            assertThat(job.failure().message()).contains("pretends to stand for an artifact");
        }
    }

    @Test
    void refusesMarksThatAreReadOutOfJson() {
        var mark = new ArtifactMark(Kind.TEXT, 1, "ab".repeat(32)).text();
        var json = Value.of(Map.of("json", Value.of("[\"" + mark + "\"]")));

        assertThat(read(json, write("${read.json | from_json}")).failure().code())
                .isEqualTo("TEMPLATE_SECURITY");
        assertThat(read(json, "- {id: each, for_each: '${read.json}', steps: [{id: a, set: {b: 1}}]}\n")
                        .failure()
                        .code())
                .isEqualTo("TEMPLATE_SECURITY");
    }

    @Test
    void leavesTextsInsideOfAnOpenedValueTexts() {
        var inside = new ArtifactMark(Kind.TEXT, 1, "ab".repeat(32)).text();
        var list = keep(Kind.ARRAY, Value.of(List.of(Value.of(inside), Value.of("x"))));

        assertThat(sent(read(list, write("<{{ read.result | first }}>")), "write"))
                .isEqualTo(Value.of("<" + inside + ">"));
        assertThat(read(list, write("${read.result[0]}")).failure().code()).isEqualTo("TEMPLATE_SECURITY");
    }

    @Test
    void tellsTypeSizeAndHashOfAVariableWhenItsValueIsKeptElsewhere() {
        var text = keep(Kind.TEXT, Value.of("x"), 70_000);

        var job =
                read(Value.of(Map.of("text", text)), "- {id: a, set: {note: '${read.text}'}}\n" + write("{{ note }}"));

        var changed = job.events.stream()
                .filter(event -> event.fact() instanceof JobFact.VariableChanged fact
                        && fact.name().equals("note"))
                .map(event -> ((JobFact.VariableChanged) event.fact()).value())
                .toList();
        assertThat(changed).singleElement().satisfies(value -> {
            assertThat(value.type()).isEqualTo("string");
            assertThat(value.bytes()).isEqualTo(70_000);
            assertThat(value.value()).isEmpty();
        });
        assertThat(sent(job, "write")).isEqualTo(text);
    }
}
