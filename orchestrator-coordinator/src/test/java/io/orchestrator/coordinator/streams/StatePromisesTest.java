package io.orchestrator.coordinator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.ModelCatalog;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.engine.Fold;
import io.orchestrator.engine.JobState;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.StepCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What was promised of the state of jobs and of speed: one test a row, by the row's own words. Speed is shown by counting
 * what is read, written and parsed, which no other load on the machine changes.
 */
class StatePromisesTest {

    /** A loop, a handler, a variable, a condition and a retry. */
    private static final String MIXED = """
            name: Mixed
            steps:
            - {id: first, tool: terminal, parameters: {command: '{"rows": [1, 2, 3]}'}}
            - {id: total, set: {sum: "${first.rows | sum}"}}
            - id: each
              for_each: "${first.rows}"
              max_parallel: 2
              steps:
              - {id: work, tool: terminal, parameters: {command: "{{ item * sum }}"}}
              - {id: tell, tool: terminal, parameters: {command: "told {{ work.result.stdout }}"}, if: "item != 2"}
            - {id: flaky, tool: terminal, retry: {max_attempts: 2, initial: 1s}, parameters: {command: "fail always"}, on_error: {fallback_value: mended}}
            outputs: {all: "${each.results | map(attribute='work.result.stdout') | list}", flaky: "${flaky.result}", sum: "${sum}"}
            """;

    private static final String MIXED_ENDS = "COMPLETED {\"all\":[\"6\",\"12\",\"18\"],\"flaky\":\"mended\",\"sum\":6}";

    private static final String LOOP = """
            name: Loop
            inputs: {n: {type: integer, required: true}}
            steps:
            - id: each
              for_each: "${range(n) | list}"
              max_parallel: 10
              tool: terminal
              parameters: {command: "{{ item }} of {{ n }}: {% if is_first %}first{% else %}{{ item | string | upper }}{% endif %}"}
            """;

    private static final int ITERATIONS = 1_000;

    @TestFactory
    Stream<DynamicTest> keepsWhatWasPromised() {
        return Promise.tests(promises());
    }

    static List<Promise> promises() {
        return List.of(
                new Promise(
                        "State Persistence: Complete execution state (including real results) persistable",
                        StatePromisesTest::persistence),
                new Promise(
                        "Variable Access Speed: <10ms average variable resolution time",
                        StatePromisesTest::variableAccess),
                new Promise(
                        "State Persistence Speed: <2s state save/restore for typical pipelines",
                        StatePromisesTest::savedPerInput),
                new Promise(
                        "Memory Efficiency: No memory leaks during long-running pipeline executions",
                        StatePromisesTest::nothingLeft),
                new Promise(
                        "Template Caching: 90%+ cache hit rate for frequently used templates",
                        StatePromisesTest::parsedOnce),
                new Promise(
                        "Checkpoint/Resume: Complete pipeline state restorable from any execution point",
                        StatePromisesTest::resume),
                new Promise(
                        "Documentation: Complete documentation for enhanced variable and state systems",
                        StatePromisesTest::documentation),
                new Promise(
                        "Incremental Persistence: Save state changes incrementally for performance",
                        StatePromisesTest::savedPerInput),
                new Promise(
                        "Versioning: Maintain state versions for debugging and rollback capabilities",
                        StatePromisesTest::versions),
                new Promise(
                        "Cleanup: Automatic cleanup of temporary and expired variable data",
                        StatePromisesTest::nothingLeft),
                new Promise(
                        "Caching: Cache resolved templates to avoid repeated resolution",
                        StatePromisesTest::parsedOnce),
                new Promise(
                        "Performance: Optimize for common template patterns and frequent access",
                        StatePromisesTest::variableAccess));
    }

    private static void persistence() {
        var plan = StoredJob.plan(MIXED);

        var job = StoredJob.ended(plan, "{}", Workers::echo);

        assertThat(job.ending()).isEqualTo(MIXED_ENDS);
        var folded = Fold.apply(plan, JobState.absent(), job.events);
        assertThat(folded.root())
                .as("bytes and events tell the same")
                .isEqualTo(job.state().root());
        folded.changes()
                .steps()
                .forEach((path, step) -> assertThat(job.step(path)).isEqualTo(step));
        folded.changes()
                .frames()
                .forEach((path, frame) -> assertThat(job.frame(path)).isEqualTo(frame));
        folded.changes()
                .items()
                .forEach((path, part) -> assertThat(job.items(path)).isEqualTo(part));
        folded.changes()
                .variables()
                .forEach((path, value) -> assertThat(job.variable(path)).isEqualTo(value));
    }

    /** As many reads with 10 variables as with 1,000. */
    private static void variableAccess() {
        assertThat(readsWith(1_000)).isEqualTo(readsWith(10)).isPositive();
    }

    private static int readsWith(int variables) {
        var many = IntStream.range(0, variables)
                .mapToObj(i -> "v" + i + ": " + i)
                .collect(Collectors.joining(", ", "{", "}"));
        var job = StoredJob.submitted(StoredJob.plan("""
                name: Many
                steps:
                - {id: all, set: %s}
                - {id: zero, tool: terminal, parameters: {command: zero}, depends_on: all}
                - {id: first, tool: terminal, parameters: {command: one}, depends_on: zero}
                - {id: use, tool: terminal, parameters: {command: "{{ v1 }} {{ v9 }} {{ first.stdout }}"}}
                """.formatted(many)), "{}");

        job.goOn(Workers::echo);
        job.goOn(Workers::echo);

        assertThat(Workers.text(job.commands.getLast())).isEqualTo("1 9 one");
        return job.leavesRead;
    }

    /** What an input reads and writes does not grow with the job. */
    private static void savedPerInput() {
        var small = mostPerInput(300);
        var large = mostPerInput(ITERATIONS);

        assertThat(large.leavesWritten()).isEqualTo(small.leavesWritten());
        assertThat(large.leavesRead()).isEqualTo(small.leavesRead());
        assertThat(large.bytesWritten()).isLessThan(small.bytesWritten() + 100);
    }

    /** The most of each in any input but the first and the last. */
    private record Cost(int leavesRead, int leavesWritten, int bytesWritten) {}

    private static Cost mostPerInput(int iterations) {
        var job = StoredJob.submitted(StoredJob.plan(LOOP), "{\"n\": " + iterations + "}");
        var most = new Cost(0, 0, 0);
        while (job.goOn(Workers::echo)) {
            if (!job.state().root().status().terminal()) {
                most = new Cost(
                        Math.max(most.leavesRead(), job.leavesRead),
                        Math.max(most.leavesWritten(), job.leavesWritten),
                        Math.max(most.bytesWritten(), job.bytesWritten));
            }
        }
        return most;
    }

    private static void nothingLeft() {
        try (var rig = new JobsRig()) {
            rig.submitDocument("job-1", "id: w\n" + MIXED, "{}");
            answerAll(rig);
            rig.advance(Duration.ofSeconds(10));
            answerAll(rig);
            assertThat(rig.eventTypes()).endsWith("job.completed");
            assertThat(rig.rows(Stores.STEPS)).isPositive();

            rig.advance(JobOptions.defaults().viewRetention().plus(Duration.ofDays(1)));

            assertThat(List.of(Stores.HEADERS, Stores.ROOTS, Stores.STEPS, Stores.DOCUMENTS, Stores.TIMERS))
                    .allSatisfy(store -> assertThat(rig.rows(store)).as(store).isZero());
        }
    }

    private static int answerAll(JobsRig rig) {
        var answered = 0;
        for (var open = new ArrayDeque<>(rig.commands()); !open.isEmpty(); open.addAll(rig.commands())) {
            StepCommand command = open.removeFirst();
            rig.answer(command, Workers.echo(command), command.claim());
            answered++;
        }
        return answered;
    }

    /** The templates of a document are parsed when it is compiled, once, and rendered from then on. */
    private static void parsedOnce() {
        var compiled = new AtomicInteger();
        var compiler = new Compiler(ToolCatalog.builtIn(), new ModelCatalog(List.of()));
        try (var rig = new JobsRig()) {
            rig.crafted.put(JobsRig.CRAFTED, text -> {
                compiled.incrementAndGet();
                return compiler.compile("id: w\n" + LOOP);
            });

            rig.submitDocument("job-1", JobsRig.CRAFTED, "{\"n\": " + ITERATIONS + "}");
            var rendered = answerAll(rig);
            rig.advance(Duration.ofSeconds(5));
            rendered += answerAll(rig);

            assertThat(rendered).isEqualTo(ITERATIONS);
            assertThat(1 - (double) compiled.get() / rendered).as("hit rate").isGreaterThan(0.99);
        }
    }

    /** From every point between two inputs the job is taken up anew, and ends alike. */
    private static void resume() {
        var points = new ArrayList<StoredJob>();
        var job = StoredJob.submitted(StoredJob.plan(MIXED), "{}");
        do {
            points.add(job.copy());
        } while (job.goOn(Workers::echo));

        assertThat(points).hasSizeGreaterThan(8);
        assertThat(points).allSatisfy(point -> {
            while (point.goOn(Workers::echo)) {
                assertThat(point.events).hasSizeLessThan(500);
            }
            assertThat(point.ending()).isEqualTo(MIXED_ENDS);
            assertThat(point.events).extracting(event -> event.fact().type()).endsWith("job.completed");
        });
    }

    private static void documentation() throws IOException {
        var language = document("docs/language.md");
        var frames = document("docs/adr/0011-frames-and-paths.md");

        assertThat(language)
                .contains(
                        "`inputs`",
                        "`parameters`",
                        "`previous_results`",
                        "`step_results`",
                        "`job.id`",
                        "`execution.id`")
                .contains("`loop_state`", "`output_variable`", "`scope`", "`set`");
        assertThat(frames).contains("One leaf a step instance".toLowerCase(java.util.Locale.ROOT), "bytes");
    }

    private static String document(String name) throws IOException {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("docker-compose.yml"))) {
                return Files.readString(folder.resolve(name));
            }
        }
        throw new IllegalStateException("no source tree above " + Path.of("").toAbsolutePath());
    }

    /** The events up to any number are the state after that event. */
    private static void versions() {
        var plan = StoredJob.plan(MIXED);
        var job = StoredJob.ended(plan, "{}", Workers::echo);

        for (int upTo = 1; upTo <= job.events.size(); upTo++) {
            var then = Fold.apply(plan, JobState.absent(), job.events.subList(0, upTo));
            assertThat(then.root().sequence()).isEqualTo(upTo);
        }
        var set = job.events.stream()
                .filter(event -> event.fact() instanceof JobFact.StepCompleted done
                        && done.task().step().equals("total"))
                .findFirst();
        assertThat(set).hasValueSatisfying(event -> {
            var before = Fold.apply(plan, JobState.absent(), job.events.subList(0, (int) event.sequence() - 1));
            var total = plan.find("total").orElseThrow();
            assertThat(before.changes().step(total)).isNotEqualTo(job.step(total));
        });
    }
}
