package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.stack.DataHome;
import io.orchestrator.client.ClientConfig;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.Value;
import io.orchestrator.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code kill -9} of everything after any of twelve steps: in new processes the job ends with the result of one that nobody
 * interrupted, and no completed step runs again. {@code -Dresume.all=true} tries every step, else the first, one in a loop
 * and the last.
 */
class ResumeTest {

    private static final int STEPS = 12;

    /** Every tool leaves its idempotency key, which is the id of its command, in a file that Kafka knows nothing of. */
    private static final String WORKFLOW =
            """
            id: twelve
            name: Twelve
            version: 1.0.0
            steps:
              - {id: first, tool: terminal, parameters: {command: "KEEP; echo 1"}}
              - {id: total, set: {total: 0}, depends_on: first}
              - id: read
                depends_on: total
                for_each: [a, b, c]
                loop_var: part
                max_parallel: 1
                steps:
                  - {id: page, tool: terminal, parameters: {command: "KEEP; echo page {{ part }}"}}
                  - {id: add, set: {total: "${total + index + 1}"}, scope: global, depends_on: page}
                  - {id: store, tool: terminal, parameters: {command: "KEEP; echo store {{ page.result.stdout }}"}, depends_on: add}
              - {id: check, tool: terminal, parameters: {command: "KEEP; echo {{ total }}"}, depends_on: read, delivery: exclusive}
              - id: again
                depends_on: check
                while: "iteration < 2"
                max_iterations: 3
                steps:
                  - {id: poll, tool: terminal, parameters: {command: "KEEP; echo {{ iteration }}"}}
              - {id: pack, tool: terminal, parameters: {command: "KEEP; echo packed {{ total }}"}, depends_on: again}
              - {id: tell, tool: terminal, parameters: {command: "KEEP; echo {{ pack.result.stdout }}"}, depends_on: pack}
            outputs:
              told: "${tell.result.stdout}"
              total: "${total}"
            """.replace("KEEP", "sleep 0.2; echo $ORCHESTRATOR_IDEMPOTENCY_KEY >> ledger.txt");

    private static final Set<String> MOMENTS = Set.of(
            "execution_id",
            "started_at",
            "completed_at",
            "duration",
            "execution_time",
            "total_duration",
            "attempts",
            "retries");

    @TempDir
    private Path folder = Path.of("");

    static List<Integer> steps() {
        return Boolean.getBoolean("resume.all")
                ? IntStream.rangeClosed(1, STEPS).boxed().toList()
                : List.of(1, 5, STEPS);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void endsAsIfNothingHadHappenedWhenEverythingIsKilledAfterStep(int steps) throws IOException {
        var home = new DataHome(folder.resolve("home"));
        var workflow = Files.writeString(folder.resolve("twelve.yaml"), WORKFLOW);
        String jobId;
        List<String> before;
        try (var first = dev(home)) {
            first.awaitLine("Ready");
            jobId = submit(home, workflow);
            try (var log = JobLog.of(client(first), jobId)) {
                log.awaitCompletedCommands(steps);
                before = log.completedCommands();
                first.kill();
            }
        }

        try (var second = dev(home)) {
            second.awaitLine("Ready");
            var resumed = end(second, jobId);
            JobLog.assertRanOnce(before, folder.resolve("ledger.txt"));

            assertThat(resumed).isEqualTo(end(second, submit(home, workflow)));
        }
    }

    /** The result document of a job, once it has ended well, without what a moment decides. */
    private Value end(Child dev, String jobId) {
        try (var log = JobLog.of(client(dev), jobId);
                var reader = OrchestratorClient.create(client(dev))) {
            log.awaitEnd();
            log.assertOneEnd(JobFact.JobCompleted.class);
            assertThat(log.completedCommands()).hasSize(STEPS).doesNotHaveDuplicates();
            return normalized("", reader.result(jobId).toValue());
        }
    }

    private String submit(DataHome home, Path workflow) {
        var run = CliRun.of(home, folder, "submit", workflow.toString(), "--workspace", folder.toString());
        assertThat(run.exitCode()).as(run.toString()).isZero();
        return run.out().strip();
    }

    private Child dev(DataHome home) {
        return Child.start(home, folder, "dev", "--port", "0", "--registry-port", "0", "--http-port", "0");
    }

    private static ClientConfig client(Child dev) {
        return new ClientConfig(
                lastWord(dev.awaitLine("Kafka")),
                Map.of(),
                Map.of("schema.registry.url", lastWord(dev.awaitLine("Schema registry"))),
                new Topics(""));
    }

    private static String lastWord(String line) {
        return line.substring(line.lastIndexOf(' ') + 1);
    }

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
            case Value.Text t -> t;
            case Value.Null n -> n;
            case Value.Bool b -> b;
            case Value.Int i -> i;
            case Value.BigInt i -> i;
            case Value.Real r -> r;
        };
    }
}
