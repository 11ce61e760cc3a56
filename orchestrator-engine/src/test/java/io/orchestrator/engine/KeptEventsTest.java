package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.ArtifactMark.Kind;
import io.orchestrator.model.Call;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Large values that come from clients, and those that the engine makes, leave events as those of workers do. */
final class KeptEventsTest {

    private static final int LARGE = 100;
    private static final Value TEXT = Value.of("0123456789".repeat(30));
    private static final Value LIST = Value.of(Collections.nCopies(100, Value.of("item")));

    private final Map<ArtifactMark, Value> store = new HashMap<>();

    private Value.Dict kept(Value.Dict dict) {
        var fields = new HashMap<String, Value>();
        dict.entries().forEach((name, value) -> fields.put(name, kept(value)));
        return Value.of(fields);
    }

    private Value kept(Value value) {
        if (value instanceof Value.Dict dict) {
            return kept(dict);
        }
        var content = value instanceof Value.Text text ? text.value() : Json.write(value);
        if (content.length() <= LARGE) {
            return value;
        }
        var kind = value instanceof Value.Text ? Kind.TEXT : Kind.ARRAY;
        var mark = new ArtifactMark(kind, content.length(), Ids.sha256(content.getBytes(StandardCharsets.UTF_8)));
        store.put(mark, value);
        return Value.of(mark.text());
    }

    private JobDriver job(String steps) {
        return job("{word: ab}", steps);
    }

    private JobDriver job(String inputs, String steps) {
        var job = new JobDriver(Workflows.plan(inputs, steps));
        job.opener = store::get;
        job.keeper = this::kept;
        return job;
    }

    private static <T> T last(JobDriver job, Class<T> type) {
        return job.events.stream()
                .map(JobEvent::fact)
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static Value sent(JobDriver job, String step) {
        return Objects.requireNonNull(
                ((Call.Tool) job.command(step).call()).parameters().get("content"));
    }

    private static String write(String content) {
        return "- {id: write, tool: filesystem, action: write, parameters: {path: a, content: '" + content + "'}}\n";
    }

    @Test
    void keepsInputs() {
        var job = job(
                "{text: x, list: {type: array, default: []}, error: y}",
                "steps:\n" + write("{{ inputs.text }}{{ inputs.list | length }}{{ inputs.error | length }}"));

        job.submit(Value.of(Map.of("text", TEXT, "list", LIST, "error", TEXT)));

        var inputs = last(job, JobFact.JobAccepted.class).inputs();
        assertThat(Stream.of("text", "list", "error").map(inputs::get).map(ArtifactMark::of))
                .allMatch(Optional::isPresent);
        assertThat(sent(job, "write"))
                .isEqualTo(Value.of(((Value.Text) TEXT).value() + "100"
                        + ((Value.Text) TEXT).value().length()));
    }

    @Test
    void keepsWhatSetMakesAndItsFieldsAreVariables() {
        var job = job("""
                steps:
                - {id: make, set: {note: "{{ word * 200 }}", short: s}}
                """ + write("<{{ note }}{{ make.short }}>") + "outputs: {note: '${make.note}!'}\n");

        job.submit(Value.of(Map.of("word", Value.of("ab"))));
        job.complete("write", "done");

        var result = last(job, JobFact.VariableChanged.class);
        var completed = job.events.stream()
                .map(JobEvent::fact)
                .filter(JobFact.StepCompleted.class::isInstance)
                .map(fact -> ((JobFact.StepCompleted) fact).done().envelope())
                .findFirst()
                .orElseThrow();
        var made = (Value.Dict) Objects.requireNonNull(completed.get("result"));
        assertThat(ArtifactMark.of(Objects.requireNonNull(made.get("note")))).isPresent();
        assertThat(made.get("short")).isEqualTo(Value.of("s"));
        assertThat(result.name()).isIn("note", "short");
        assertThat(sent(job, "write")).isEqualTo(Value.of("<" + "ab".repeat(200) + "s>"));
        var outputs = last(job, JobFact.JobCompleted.class).outputs();
        assertThat(store.get(ArtifactMark.of(Objects.requireNonNull(outputs.get("note")))
                        .orElseThrow()))
                .isEqualTo(Value.of("ab".repeat(200) + "!"));
    }

    @Test
    void keepsTheItemsOfALoop() {
        var job = job("""
                steps:
                - id: each
                  for_each: ["{{ word * 200 }}", "b"]
                  steps:
                    - {id: one, tool: filesystem, action: write, parameters: {path: a, content: "<{{ item }}>"}}
                """);

        job.submit(Value.of(Map.of("word", Value.of("ab"))));

        var items = last(job, JobFact.LoopItems.class).items().items();
        assertThat(ArtifactMark.of(items.getFirst())).isPresent();
        assertThat(items.getLast()).isEqualTo(Value.of("b"));
        assertThat(sent(job, "each[0].one")).isEqualTo(Value.of("<" + "ab".repeat(200) + ">"));
    }

    @Test
    void keepsASignalsPayloadWhetherItIsEarlyOrAwaited() {
        var steps = """
                steps:
                - {id: first, tool: terminal, parameters: {command: x}}
                - {id: ask, depends_on: [first], signal: {name: go}}
                """ + write("<{{ ask.result.text }}>");
        var payload = Value.of(Map.of("text", TEXT));

        var early = job(steps);
        early.submit(Value.EMPTY);
        early.wish(new Wish.Signal("go", "", payload));
        early.complete("first", "x");
        var awaited = job(steps);
        awaited.submit(Value.EMPTY);
        awaited.complete("first", "x");
        awaited.wish(new Wish.Signal("go", "", payload));

        for (var job : List.of(early, awaited)) {
            var received =
                    (Value.Dict) last(job, ControlFact.SignalReceived.class).payload();
            assertThat(ArtifactMark.of(Objects.requireNonNull(received.get("text"))))
                    .isPresent();
            assertThat(sent(job, "write")).isEqualTo(Value.of("<" + ((Value.Text) TEXT).value() + ">"));
        }
    }

    @Test
    void looksIntoAnAnswerThatIsKeptElsewhere() {
        var steps = """
                steps:
                - {id: first, tool: terminal, parameters: {command: x}}
                - {id: ask, depends_on: [first], approval: {title: "Fine?", content: "short"}}
                """ + write("<{{ ask.modified_content }}>");
        var answer = Value.of(Map.of("approved", Value.Bool.TRUE, "modified_content", TEXT));

        var job = job(steps);
        job.submit(Value.EMPTY);
        job.complete("first", "x");
        job.wish(new Wish.Signal("approval", "ask", answer));

        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
        assertThat(sent(job, "write")).isEqualTo(Value.of("<" + ((Value.Text) TEXT).value() + ">"));
    }

    @Test
    void keepsTheResultOfAWorkerThatKnowsNoStore() {
        var job = job("steps:\n- {id: read, tool: terminal, parameters: {command: x}}\n" + write("{{ read.text }}"));
        job.submit(Value.EMPTY);

        job.result("read", JobDriver.done(Value.of(Map.of("text", TEXT)), Value.Bool.TRUE));

        var result = (Value.Dict) Objects.requireNonNull(
                last(job, JobFact.StepCompleted.class).done().envelope().get("result"));
        assertThat(ArtifactMark.of(Objects.requireNonNull(result.get("text")))).isPresent();
        assertThat(sent(job, "write")).isEqualTo(kept(TEXT));
    }
}
