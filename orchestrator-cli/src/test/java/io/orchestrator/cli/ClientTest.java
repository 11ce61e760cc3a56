package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orchestrator.cli.SharedStack.Running;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.json.Json;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The Java client and the commands that read, against a real broker. */
@ExtendWith(SharedStack.class)
class ClientTest {

    private final Running stack;

    @TempDir
    private Path folder = Path.of("");

    ClientTest(Running stack) {
        this.stack = stack;
    }

    @Test
    void awaitsAndWatchesTheSameJobWhenOneIsSubmitted() throws IOException {
        var document = Files.readString(Folders.repository().resolve("examples/hello.yaml"));
        try (var client = OrchestratorClient.create(stack.client())) {
            var request = Requests.create(
                    Requests.Subject.inline("hello", document),
                    Value.of(Map.of("name", Value.of("Grace"))),
                    Optional.of(folder));

            var jobId = client.submit(request);
            client.submit(request);
            var awaited = client.await(jobId, Child.PATIENCE);
            var types = new ArrayList<String>();
            client.watch(jobId, event -> {
                types.add(event.fact().type());
                return !event.fact().terminal();
            });

            assertThat(awaited.success()).isTrue();
            assertThat(awaited.outputs().get("greeting")).isEqualTo(Value.of("Hello, Grace!"));
            assertThat(types)
                    .startsWith("job.accepted")
                    .endsWith("job.completed")
                    .containsOnlyOnce("job.accepted", "job.completed");
            assertThat(stack.cli(folder, "job", jobId).out().strip()).isEqualTo(Json.writePretty(awaited.toValue()));
            assertThat(stack.cli(folder, "watch", jobId).err()).contains("job.completed");
        }
    }

    @Test
    void showsASensitiveInputToTheToolOnly() throws IOException {
        var pin = "pin-0815-4711";
        var file = Files.writeString(folder.resolve("pay.yaml"), """
                id: pay
                inputs: {pin: {type: string, sensitive: true, required: true}}
                steps:
                - {id: keep, tool: filesystem, action: write, parameters: {path: pin.txt, content: "pin ${inputs.pin}"}}
                - {id: show, tool: terminal, action: execute, parameters: {command: "cat pin.txt"}, dependencies: [keep]}
                outputs: {pin: "${inputs.pin}", seen: "${show.result.stdout}"}
                """);

        var run = stack.cli(folder, "run", file.toString(), "-i", "pin=" + pin);
        var jobId = run.err().replaceAll("(?s).*\\(job ([^)]+)\\).*", "$1");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(folder.resolve("pin.txt")).hasContent("pin " + pin);
        assertThat(run.out()).contains("pin: ***", "seen: pin ***");
        assertThat(run.out() + run.err() + stack.cli(folder, "job", jobId).out())
                .doesNotContain(pin, "sealed:");
    }

    /** Each of them is in every result: whatever equals it goes with it, but for what says whether the tool succeeded. */
    @Test
    void showsASensitiveInputToTheToolOnlyWhenItIsShort() throws IOException {
        var file = folder.resolve("short.yaml");
        Files.writeString(file, """
                id: short
                inputs:
                  grade: {type: string, sensitive: true, required: true}
                  age: {type: integer, sensitive: true, required: true}
                  ill: {type: boolean, sensitive: true, required: true}
                  patient: {type: object, sensitive: true, required: true}
                steps:
                - id: tell
                  tool: python-executor
                  parameters: {code: "print('${inputs.grade}', ${inputs.age}, '${inputs.ill}' == 'true', '${inputs.ill}' == 'false')"}
                - id: say
                  tool: terminal
                  parameters: {command: "echo ${inputs.grade} ${inputs.age} ${inputs.ill}; echo '${inputs.patient}'"}
                outputs: {told: "${tell.stdout}", said: "${say.stdout}", fine: "${say.success}"}
                """);

        var run = stack.cli(
                folder,
                "run",
                file.toString(),
                "-i",
                "grade=Q",
                "-i",
                "age=61",
                "-i",
                "ill=true",
                "-i",
                "patient={\"children\": 3, \"insured\": true}");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out())
                .contains("told: *** *** *** False\n", "said: *** *** ***\n***\n", "fine: true")
                .doesNotContain("children");
    }

    @Test
    void killsTheProcessWhenTheJobIsCancelled() throws IOException {
        var seconds = "300.0417";
        var file = Files.writeString(
                folder.resolve("sleep.yaml"),
                "id: sleep\nname: sleep\nsteps:\n"
                        + "  - {id: long, tool: terminal, action: execute, timeout: 400s, parameters: {command: \"sleep "
                        + seconds + "\", timeout: 400}}\n"
                        + "  - {id: never, depends_on: [long], tool: terminal, action: execute,"
                        + " parameters: {command: \"touch never\"}}\n");
        var jobId = stack.cli(folder, "submit", file.toString(), "--workspace", folder.toString())
                .out()
                .strip();
        await().atMost(Child.PATIENCE)
                .until(() -> !ConformanceTest.processes("sleep " + seconds).isEmpty());

        var cancel = stack.cli(folder, "cancel", jobId, "--reason", "a test");

        assertThat(cancel.exitCode()).as(cancel.toString()).isZero();
        await().atMost(Child.PATIENCE)
                .until(() -> ConformanceTest.processes("sleep " + seconds).isEmpty());
        try (var client = OrchestratorClient.create(stack.client())) {
            assertThat(client.result(jobId).status()).isEqualTo(JobStatus.CANCELLED);
        }
        assertThat(folder.resolve("never")).doesNotExist();
        assertThat(stack.cli(folder, "cancel", jobId).exitCode()).isEqualTo(2);
    }

    @Test
    void listsEarlierJobsWhenTheNextCommandAsks() {
        var hello = Folders.repository().resolve("examples/hello.yaml").toString();
        stack.cli(folder, "run", hello, "-i", "name=first");
        stack.cli(folder, "run", hello, "-i", "name=second");

        var jobs = await().atMost(Child.PATIENCE)
                .until(
                        () -> stack.cli(folder, "jobs", "--status", "completed", "--limit", "2"),
                        run -> run.out().lines().count() == 3);

        assertThat(jobs.exitCode()).isZero();
        assertThat(jobs.out()).contains("hello@1.0.0", "completed", "2/2");
    }

    @Test
    void findsJobsByWhatTheyAreAboutThroughTheIndexAndWithoutIt() throws IOException {
        var file = Files.writeString(folder.resolve("order.yaml"), """
                id: order
                searchable: [customer, total]
                inputs: {customer: {type: string}}
                steps:
                - {id: sum, set: {total: 42}}
                """);
        for (var customer : List.of("ann", "bob", "ann")) {
            stack.cli(folder, "run", file.toString(), "-i", "customer=" + customer);
        }
        await().atMost(Child.PATIENCE)
                .until(() -> ids("--workflow", "order", "--status", "completed").size() == 3);

        var ann = ids("--variable", "customer=ann", "--variable", "total=42");
        var first = stack.cli(folder, "jobs", "--workflow", "order", "--limit", "2", "--json");
        var rest = ids("--workflow", "order", "--page", first.err().strip().replace("more: --page ", ""));
        var direct = stack.cli(
                folder,
                "jobs",
                "--bootstrap",
                stack.client().bootstrapServers(),
                "--registry",
                stack.addresses().registry(),
                "--variable",
                "customer=ann",
                "--text",
                "\"order@1\" -bob",
                "--json");

        assertThat(ann).hasSize(2);
        assertThat(ids("--text", "bob", "--since", "1h")).hasSize(1).doesNotContainAnyElementsOf(ann);
        assertThat(rest).hasSize(1).doesNotContainAnyElementsOf(ids(first));
        assertThat(ids(direct)).isEqualTo(ann);
        assertThat(stack.cli(folder, "jobs", "--status", "done").exitCode()).isEqualTo(2);
        assertThat(stack.cli(folder, "jobs", "--text", "a \"b").err()).contains("'text' at character 3");
    }

    @Test
    void tellsWhenStepsRanAndWhatVariablesWereOfAJobWhoseDocumentWasNeverPublished() throws IOException {
        var file = Files.writeString(folder.resolve("history.yaml"), """
                id: history
                inputs: {pin: {type: string, sensitive: true}}
                steps:
                - {id: one, set: {total: 1, code: "${inputs.pin}"}}
                - {id: work, tool: terminal, action: execute, parameters: {command: "echo hi"}, dependencies: [one]}
                - {id: two, set: {total: 2}, dependencies: [work]}
                """);
        var run = stack.cli(folder, "run", file.toString(), "-i", "pin=pin-0815-4711");
        var jobId = run.err().replaceAll("(?s).*\\(job ([^)]+)\\).*", "$1");
        var now = await().atMost(Child.PATIENCE)
                .until(
                        () -> stack.cli(folder, "job", jobId, "--variables"),
                        told -> told.out().contains("\"completed\""));

        var before = stack.cli(folder, "job", jobId, "--variables", "--at", "4");
        var timeline = stack.cli(folder, "job", jobId, "--timeline");
        var json = stack.cli(folder, "job", jobId, "--timeline", "--json");

        assertThat(values(now)).containsExactlyInAnyOrder("total=2", "code=\"***\"");
        assertThat(values(before)).containsExactlyInAnyOrder("total=1", "code=\"***\"");
        assertThat(now.out()).doesNotContain("4711");
        assertThat(timeline.out()).startsWith("STEP").containsPattern("work +0 +completed +1 +\\+\\d");
        assertThat(timeline.out().lines()).hasSize(4);
        assertThat(Json.parseDict(json.out()).get("status")).isEqualTo(Value.of("completed"));
        assertThat(stack.cli(folder, "job", jobId, "--variables", "--at", "999").err())
                .contains("give a whole number from 1 to");
        assertThat(stack.cli(folder, "job", jobId, "--at", "3").exitCode()).isEqualTo(Exit.INVALID);
    }

    private static List<String> values(CliRun run) {
        assertThat(run.exitCode()).as(run.toString()).isZero();
        return ((Value.Array) Objects.requireNonNull(Json.parseDict(run.out()).get("variables")))
                .items().stream()
                        .map(variable -> (Value.Dict) variable)
                        .map(variable -> ((Value.Text) Objects.requireNonNull(variable.get("name"))).value() + "="
                                + Json.write(Objects.requireNonNull(variable.get("value"))))
                        .toList();
    }

    private List<String> ids(String... options) {
        var arguments = new ArrayList<>(List.of("jobs", "--json"));
        arguments.addAll(List.of(options));
        return ids(stack.cli(folder, arguments.toArray(String[]::new)));
    }

    private static List<String> ids(CliRun run) {
        assertThat(run.exitCode()).as(run.toString()).isZero();
        return ((Value.Array) Json.parse(run.out()))
                .items().stream()
                        .map(job -> ((Value.Text) Objects.requireNonNull(((Value.Dict) job).get("job_id"))).value())
                        .toList();
    }

    @Test
    void runsAPublishedWorkflowWhenItsIdIsSubmitted() {
        var published = stack.cli(
                folder,
                "publish",
                Folders.repository().resolve("examples/conditions.yaml").toString());

        var run = stack.cli(
                folder, "submit", "conditions-example", "-i", "amount=7", "--wait", "--workspace", folder.toString());

        assertThat(published.out()).as(published.toString()).contains("conditions-example@1.0.0");
        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("decision: 7: paid at once");
    }

    @Test
    void runsTheFileWhenItsVersionIsPublishedWithAnotherText() throws IOException {
        var text = Files.readString(Folders.repository().resolve("examples/hello.yaml"));
        var changed = Files.writeString(folder.resolve("hello.yaml"), text.replace("Hello, ", "Goodbye, "));
        stack.cli(
                folder,
                "publish",
                Folders.repository().resolve("examples/hello.yaml").toString());

        var run = stack.cli(folder, "run", changed.toString());
        var publish = stack.cli(folder, "publish", changed.toString());

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("Goodbye, world!");
        assertThat(run.err()).contains("published with another text");
        assertThat(publish.exitCode()).isEqualTo(2);
    }

    @Test
    void keepsTextWhenTheInputIsDeclaredAsText() throws IOException {
        var file = Files.writeString(folder.resolve("inputs.yaml"), """
                id: inputs
                name: inputs
                inputs:
                  zip: {type: string}
                  count: {type: integer}
                  tags: {type: array, default: []}
                steps:
                  - {id: s, tool: terminal, action: execute, parameters: {command: "true"}}
                outputs:
                  zip: "${inputs.zip}"
                  next: "${inputs.count + 1}"
                  tags: "${inputs.tags}"
                """);
        var given = Files.writeString(folder.resolve("in.json"), "{\"count\": 1, \"zip\": \"x\"}");

        var run = stack.cli(
                folder,
                "run",
                file.toString(),
                "-c",
                given.toString(),
                "-i",
                "zip=01234",
                "-i",
                "tags=[\"a\", 2]",
                "-o",
                folder.resolve("r.json").toString());

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("zip: 01234", "next: 2", "tags: [\"a\",2]");
    }
}
