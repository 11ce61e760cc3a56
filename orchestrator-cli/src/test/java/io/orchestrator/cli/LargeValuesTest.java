package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.artifact.FolderStore;
import io.orchestrator.artifact.LargeValues;
import io.orchestrator.artifact.ShownValues;
import io.orchestrator.cli.SharedStack.Running;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.json.Json;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.topics.Topics;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Values that are too large for records, through jobs of a whole stack. */
@ExtendWith(SharedStack.class)
class LargeValuesTest {

    private static final int HUNDRED_MB = 100 << 20;

    private final Running stack;

    @TempDir
    private Path folder = Path.of("");

    LargeValuesTest(Running stack) {
        this.stack = stack;
    }

    private Path workflow(String name, String steps) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), "id: " + name + "\nname: Large\n" + steps);
    }

    private static String jobId(CliRun run) {
        return run.err().replaceAll("(?s).*\\(job ([^)]+)\\).*", "$1");
    }

    @Test
    void passesAHundredMegabytesFromStepToStep() throws IOException {
        var in = folder.resolve("in.txt");
        fill(in, HUNDRED_MB);
        var file = workflow("hundred", """
                steps:
                - {id: read, tool: filesystem, action: read, parameters: {path: in.txt}}
                - {id: write, tool: filesystem, action: write, parameters: {path: out.txt, content: "{{ read.result.content }}"}}
                - {id: tell, set: {size: "${read.result.size}"}}
                outputs: {content: "${read.result.content}", size: "${tell.size}"}
                """);
        var before = ends();

        var run = stack.cli(folder, "run", file.toString());

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(sha256(folder.resolve("out.txt"))).isEqualTo(sha256(in));
        assertThat(run.out()).contains("size: " + HUNDRED_MB, "\"artifact\":\"sha256:", "\"size\":" + HUNDRED_MB);
        assertThat(largestRecord(before)).isBetween(1L, 64L * 1024);

        var written = folder.resolve("artifact.json");
        var artifact = stack.cli(folder, "artifacts", jobId(run), "read", "-o", written.toString());
        assertThat(artifact.exitCode()).as(artifact.toString()).isZero();
        assertThat(Files.size(written)).isGreaterThan(HUNDRED_MB);
        assertThat(stack.cli(folder, "verify", jobId(run)).exitCode()).isZero();
    }

    /** Lines of different text, one byte a character. */
    private static void fill(Path file, int bytes) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            var left = bytes;
            for (var line = 0; left > 0; line++) {
                var text = ("line " + line + " of a long text\n").getBytes(StandardCharsets.US_ASCII);
                out.write(text, 0, Math.min(left, text.length));
                left -= text.length;
            }
        }
    }

    private static String sha256(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void givesTheSameDocumentWhenResultsAreTooLargeForARecordOrNot() throws IOException, InterruptedException {
        var file = workflow("report", """
                inputs: {rows: 1}
                steps:
                - id: make
                  tool: terminal
                  parameters: {command: "seq 1 ${inputs.rows}"}
                - id: count
                  condition: "'7' in make.stdout"
                  set: {lines: "{{ make.result.stdout.splitlines() | length }}", head: "${make.stdout[:5]}"}
                - id: each
                  for_each: "${make.stdout.split()[:3]}"
                  steps: [{id: one, set: {n: "${item}"}}]
                outputs: {lines: "${count.lines}", head: "${count.head}", all: "${make.stdout}", n: "${each.results}"}
                """);

        var small = stack.cli(folder, "run", file.toString(), "-i", "rows=20");
        var large = stack.cli(folder, "run", file.toString(), "-i", "rows=20000");

        assertThat(small.exitCode()).as(small.toString()).isZero();
        assertThat(large.exitCode()).as(large.toString()).isZero();
        assertThat(large.out()).contains("lines: 20000", "19999\n20000\n");
        var job = jobId(large);
        var printed = stack.cli(folder, "job", job).out().strip();
        assertThat(printed).doesNotContain("artifact:v1").contains("19999\\n20000\\n");
        try (var client = OrchestratorClient.create(stack.client());
                var values = new FolderStore(stack.home().artifacts())) {
            var document = client.result(job);
            assertThat(Json.write(document.toValue())).contains("\"artifact\":\"sha256:");
            assertThat(Json.writePretty(document.opening(new ShownValues(LargeValues.in(values)))
                            .toValue()))
                    .isEqualTo(printed);
        }
        assertThat(get("/v1/jobs/" + job)).contains("19999\\n20000\\n");
        assertThat(get("/v1/jobs/" + job + "/artifacts")).contains("\"name\":\"task:make\"", "\"step_id\":\"one\"");
        assertThat(get("/v1/jobs/" + job + "/artifacts/task:make")).contains("19999\\n20000\\n", "\"return_code\":0");
        assertThat(get("/v1/jobs/" + job + "/artifacts/task:make?version=2")).contains("has no artifact");
        assertThat(stack.cli(folder, "artifacts", job).out()).contains("task:make", "object");
        assertThat(asked("artifacts", job))
                .isEqualTo(stack.cli(folder, "artifacts", job).out());
        assertThat(asked("artifacts", job, "--json"))
                .isEqualTo(stack.cli(folder, "artifacts", job, "--json").out());
        assertThat(asked("artifacts", job, "make"))
                .isEqualTo(stack.cli(folder, "artifacts", job, "make").out())
                .contains("19999\\n20000\\n");
        var written = folder.resolve("asked.json");
        asked("artifacts", job, "make", "--version-number", "1", "-o", written.toString());
        assertThat(written).content().isEqualTo(get("/v1/jobs/" + job + "/artifacts/task:make"));
        var none = stack.cli(folder, "artifacts", job, "make", "--version-number", "2", "--api", api());
        assertThat(none.exitCode()).isNotZero();
        assertThat(none.err()).contains("has no artifact 'task:make' of version 2");
    }

    private String api() {
        return stack.addresses().http();
    }

    /** What a coordinator's HTTP API tells the command. */
    private String asked(String... command) {
        var args = new ArrayList<>(List.of(command));
        args.addAll(List.of("--api", api()));
        var run = stack.cli(folder, args.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.toString()).isZero();
        return run.out();
    }

    private String get(String path) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(stack.addresses().http() + path))
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }

    @Test
    void takesLargeValuesToAWorkflowThatAStepRunsAndBack() throws IOException {
        workflow("inner", """
                inputs: {text: {type: string, required: true, min_length: 100000}}
                steps:
                - {id: keep, tool: filesystem, action: write, parameters: {path: kept.txt, content: "${inputs.text}"}}
                - {id: twice, tool: terminal, parameters: {command: "cat kept.txt kept.txt"}}
                outputs: {text: "${twice.stdout}"}
                """);
        var file = workflow("outer", """
                steps:
                - {id: make, tool: terminal, parameters: {command: "seq 1 20000"}}
                - {id: call, workflow: inner.yaml, inputs: {text: "${make.stdout}"}}
                - {id: save, tool: filesystem, action: write, parameters: {path: saved.txt, content: "${call.result.text}"}}
                """);

        var run = stack.cli(folder, "run", file.toString());

        assertThat(run.exitCode()).as(run.toString()).isZero();
        var kept = Files.readString(folder.resolve("kept.txt"));
        assertThat(kept).hasSizeGreaterThan(100_000).endsWith("19999\n20000\n");
        assertThat(folder.resolve("saved.txt")).hasContent(kept + kept);
    }

    @Test
    void sendsAPromptOrTextThatATemplateMadeTooLargeForARecord() throws IOException {
        var file = workflow("twice", """
                steps:
                - {id: make, tool: terminal, parameters: {command: "seq 1 20000"}}
                - {id: save, tool: filesystem, action: write, parameters: {path: saved.txt, content: "<{{ make.stdout }}{{ make.stdout }}>"}}
                """);
        var before = ends();

        var run = stack.cli(folder, "run", file.toString());

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(Files.readString(folder.resolve("saved.txt")))
                .hasSizeGreaterThan(200_000)
                .startsWith("<1\n")
                .endsWith("20000\n>");
        assertThat(largestRecord(before)).isBetween(1L, 64L * 1024);
    }

    @Test
    void refusesAToolsOwnMark() throws IOException {
        var mark = "artifact:v1:text:5:" + "ab".repeat(32);
        var file = workflow("forged", """
                steps:
                - {id: make, tool: python-executor, parameters: {code: "import sys; sys.stdout.write('%s')"}}
                - {id: save, tool: filesystem, action: write, parameters: {path: saved.txt, content: "${make.result.stdout}"}}
                """.formatted(mark));

        var run = stack.cli(folder, "run", file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("pretends to stand for an artifact");
        assertThat(folder.resolve("saved.txt")).doesNotExist();
    }

    @Test
    void takesLargeInputsByHttp() throws IOException, InterruptedException {
        var text = "0123456789".repeat(20_000);
        var document = """
                id: said
                inputs: {text: {type: string, required: true, max_length: 200000}}
                steps:
                - {id: save, tool: filesystem, action: write, parameters: {path: said.txt, content: "${inputs.text}"}}
                """;
        var body = Json.write(Value.of(Map.of(
                "document", Value.of(document),
                "inputs", Value.of(Map.of("text", Value.of(text))),
                "workspace", Value.of(folder.toString()))));

        String jobId;
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(stack.addresses().http() + "/v1/jobs"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            var answer =
                    Json.parseDict(http.send(request, BodyHandlers.ofString()).body());
            jobId = ((Value.Text) Objects.requireNonNull(answer.get("job_id"), answer::toString)).value();
        }

        try (var client = OrchestratorClient.create(stack.client())) {
            assertThat(client.await(jobId, Child.PATIENCE).status()).isEqualTo(JobStatus.COMPLETED);
        }
        assertThat(folder.resolve("said.txt")).hasContent(text);
    }

    /** What a client of Kafka writes itself, and what coordinators make: none of it stays in a record of the job. */
    @Test
    void takesLargeValuesOfRequestsSignalsAndTemplatesOutOfRecords() throws IOException {
        var text = noise(200_000);
        var said = noise(100_000);
        var jobId = "noisy-" + System.nanoTime();
        var document = """
                id: noisy
                inputs: {text: {type: string, required: true, max_length: 200000}}
                steps:
                - {id: ask, signal: {name: go}}
                - {id: make, depends_on: [ask], set: {both: "{{ inputs.text[:90000] }}{{ ask.result.said }}", n: 1}}
                - {id: save, tool: filesystem, action: write, parameters: {path: noisy.txt, content: "${make.both}"}}
                - {id: tell, depends_on: [save], emit: {event: told, payload: {both: "${both}!", n: "${n}"}}}
                outputs: {both: "<${make.both}>"}
                """;

        try (var client = OrchestratorClient.create(stack.client())) {
            var before = ends();
            client.submit(new JobRequest(
                    jobId,
                    Optional.empty(),
                    Optional.of(document),
                    Value.of(Map.of("text", Value.of(text))),
                    Optional.empty(),
                    Map.of(),
                    folder.toString(),
                    "test",
                    System.currentTimeMillis()));
            client.control(new JobControl(
                    "c1",
                    jobId,
                    new Wish.Signal("go", "", Value.of(Map.of("said", Value.of(said)))),
                    "",
                    "test",
                    System.currentTimeMillis()));
            assertThat(client.await(jobId, Child.PATIENCE).status()).isEqualTo(JobStatus.COMPLETED);

            var both = text.substring(0, 90_000) + said;
            assertThat(folder.resolve("noisy.txt")).hasContent(both);
            assertThat(largestRecord(before)).isBetween(1L, 64L * 1024);
            assertThat(get("/v1/jobs/" + jobId)).contains("<" + both + ">");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(stack.cli(folder, "verify", jobId).exitCode()).isZero();
    }

    /** Text that does not get shorter when it is compressed by much. */
    private static String noise(int length) {
        var random = new Random(length);
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Map<TopicPartition, Long> ends() {
        try (var consumer = consumer()) {
            var all = partitions(consumer);
            consumer.assign(all);
            return consumer.endOffsets(all);
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        var topics = new Topics("");
        return consumer.listTopics().values().stream()
                .flatMap(List::stream)
                .filter(partition -> !partition.topic().startsWith("__"))
                .filter(partition ->
                        !List.of(topics.jobRequests(), topics.jobControls()).contains(partition.topic()))
                .filter(partition -> !partition.topic().contains("documents"))
                .map((PartitionInfo partition) -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    /** Bytes of the largest key and value that anything has written since, changelogs included. */
    private long largestRecord(Map<TopicPartition, Long> since) {
        try (var consumer = consumer()) {
            var all = partitions(consumer);
            consumer.assign(all);
            var ends = consumer.endOffsets(all);
            var from = new HashMap<>(since);
            all.forEach(partition -> consumer.seek(partition, from.getOrDefault(partition, 0L)));
            var largest = 0L;
            while (all.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (var found : consumer.poll(Duration.ofMillis(200))) {
                    var value = Optional.ofNullable(found.value())
                            .map(bytes -> bytes.length)
                            .orElse(0);
                    largest = Math.max(largest, found.key().length + value);
                }
            }
            return largest;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        var properties = new Properties();
        properties.put("bootstrap.servers", stack.addresses().bootstrap());
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
