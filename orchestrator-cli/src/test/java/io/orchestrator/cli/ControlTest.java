package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orchestrator.cli.SharedStack.Running;
import io.orchestrator.client.Controls;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.ResultDocument;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that change jobs, against a real broker, coordinator and worker. */
@ExtendWith(SharedStack.class)
class ControlTest {

    private final Running stack;
    private final OrchestratorClient client;

    @TempDir
    private Path folder = Path.of("");

    ControlTest(Running stack) {
        this.stack = stack;
        this.client = OrchestratorClient.create(stack.client());
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    private String submit(String id, String steps) {
        try {
            var file = Files.writeString(folder.resolve(id + ".yaml"), "id: " + id + "\nsteps:\n" + steps);
            var run = stack.cli(folder, "submit", file.toString(), "--workspace", folder.toString());
            assertThat(run.exitCode()).as(run.toString()).isZero();
            return run.out().strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CliRun done(String... args) {
        var run = stack.cli(folder, args);
        assertThat(run.exitCode()).as(run.toString()).isZero();
        return run;
    }

    private void awaitType(String jobId, String type) {
        await().atMost(Child.PATIENCE)
                .ignoreExceptions()
                .until(() -> types(jobId).contains(type));
    }

    private List<String> types(String jobId) {
        return client.events(jobId).stream().map(event -> event.fact().type()).toList();
    }

    /** The document once the job is so; a job that has ended can go on, so the first end does not count. */
    private ResultDocument awaitStatus(String jobId, JobStatus status) {
        return await().atMost(Child.PATIENCE)
                .ignoreExceptions()
                .until(() -> client.result(jobId), document -> document.status() == status);
    }

    private static String output(ResultDocument document, String name) {
        return ((Value.Text) Objects.requireNonNull(document.outputs().get(name)))
                .value()
                .strip();
    }

    private ControlFact.By asked(String jobId, String type) {
        return client.events(jobId).stream()
                .map(JobEvent::fact)
                .filter(fact -> fact.type().equals(type))
                .map(ControlFact.class::cast)
                .map(ControlFact::by)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void beginsNothingWhileItIsPausedAndGoesOnWhenResumed() {
        var jobId = submit("halt", """
                - {id: go, signal: go}
                - {id: work, depends_on: go, tool: terminal, parameters: {command: echo done}}
                outputs: {x: "{{ work.result.stdout }}"}
                """);
        awaitType(jobId, "signal.awaited");

        var paused = done("pause", jobId, "--reason", "lunch");
        var shown = done("job", jobId);
        done("signal", jobId, "go");
        assertThat(types(jobId)).doesNotContain("step.scheduled");
        var again = stack.cli(folder, "pause", jobId);
        var resumed = done("resume", jobId);

        assertThat(paused.out()).contains("job " + jobId + ": job.paused", "lunch");
        assertThat(shown.out()).contains("\"paused\"");
        assertThat(again.exitCode()).isEqualTo(Exit.FAILURE);
        assertThat(again.err()).contains("refused it: the job is paused");
        assertThat(resumed.out()).contains("job.resumed");
        assertThat(output(awaitStatus(jobId, JobStatus.COMPLETED), "x")).isEqualTo("done");
        assertThat(asked(jobId, "job.paused").reason()).isEqualTo("lunch");
        assertThat(asked(jobId, "job.paused").actor()).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void runsOnFromWhereItFailedWhenRetried() throws IOException {
        var jobId = submit("mend", """
                - {id: first, tool: terminal, parameters: {command: "echo ran >> first.txt"}}
                - {id: second, depends_on: first, tool: terminal, timeout: 1s, retry: {max_attempts: 1}, parameters: {command: "test -e mended.txt || sleep 60"}}
                - {id: third, tool: terminal, parameters: {command: "cat mended.txt"}, depends_on: second}
                outputs: {x: "{{ third.result.stdout }}"}
                """);
        awaitStatus(jobId, JobStatus.FAILED);
        Files.writeString(folder.resolve("mended.txt"), "mended");

        var retried = done("retry", jobId, "--times", "2", "--delay", "100ms", "--reason", "file is there");

        assertThat(retried.out()).contains("job " + jobId);
        assertThat(output(awaitStatus(jobId, JobStatus.COMPLETED), "x")).isEqualTo("mended");
        assertThat(Files.readString(folder.resolve("first.txt"))).isEqualTo("ran\n");
        assertThat(done("watch", jobId).err()).contains("job.failed", "job.restored", "job.completed");
        assertThat(stack.cli(folder, "retry", jobId).err())
                .contains("is completed", "retry is for jobs that are failed");
    }

    @Test
    void runsAStepAndWhatDependsOnItAgainWithOtherInputs() throws IOException {
        var file = Files.writeString(folder.resolve("again.yaml"), """
                id: again
                inputs: {who: Ada}
                steps:
                - {id: count, tool: terminal, parameters: {command: "echo x >> count.txt"}}
                - {id: greet, depends_on: count, tool: terminal, parameters: {command: "echo hello ${inputs.who}"}}
                outputs: {x: "{{ greet.result.stdout }}"}
                """);
        var jobId = done("submit", file.toString(), "--workspace", folder.toString())
                .out()
                .strip();
        assertThat(output(awaitStatus(jobId, JobStatus.COMPLETED), "x")).isEqualTo("hello Ada");

        done("rerun", jobId, "greet", "-i", "who=Grace");

        await().atMost(Child.PATIENCE)
                .until(() -> client.result(jobId).status() == JobStatus.COMPLETED
                        && output(client.result(jobId), "x").equals("hello Grace"));
        assertThat(Files.readString(folder.resolve("count.txt"))).isEqualTo("x\n");
        assertThat(done("archive", jobId).out()).contains("job.archived");
        awaitStatus(jobId, JobStatus.ARCHIVED);
    }

    @Test
    void goesOnWithTheContentThatWasApproved() {
        var jobId = submit("ask", """
                - {id: release, approval: {title: "May it go?", content: draft, require_reason: true}}
                - {id: send, condition: release.result.approved, tool: terminal, parameters: {command: "echo {{ release.result.modified_content }}"}}
                outputs: {x: "{{ send.result.stdout }}", why: "{{ release.result.reason }}"}
                """);
        awaitType(jobId, "signal.awaited");

        var shown = done("job", jobId);
        var wrong = stack.cli(folder, "approve", jobId, "realease");
        var mute = stack.cli(folder, "approve", jobId, "release", "--reject");
        var approved = done("approve", jobId, "release", "--content", "better", "--reason", "typo");

        assertThat(shown.err())
                .contains("step release waits for approval: May it go?", "approve " + jobId + " release");
        assertThat(wrong.exitCode()).isEqualTo(Exit.INVALID);
        assertThat(wrong.err()).contains("'realease'", "these do: release");
        assertThat(mute.exitCode()).isEqualTo(Exit.FAILURE);
        assertThat(mute.err()).contains("must give a reason");
        assertThat(approved.out()).contains("signal.received");
        var document = awaitStatus(jobId, JobStatus.COMPLETED);
        assertThat(output(document, "x")).isEqualTo("better");
        assertThat(output(document, "why")).isEqualTo("typo");
    }

    @Test
    void goesBackToACheckpointWithAnotherVariable() {
        var jobId = submit("back", """
                - {id: first, set: {x: 1}, scope: global}
                - {id: go, signal: go, depends_on: first}
                - {id: end, signal: end, depends_on: go}
                outputs: {x: "{{ x }} {{ go.result }}"}
                """);
        awaitType(jobId, "signal.awaited");
        var made = done("checkpoint", jobId, "before");
        var number = made.out().replaceAll("(?s).*checkpoint.created (\\d+).*", "$1");
        client.control(Controls.of(jobId, new Wish.Signal("go", "", Value.of("first"))));
        await().atMost(Child.PATIENCE).until(() -> done("job", jobId).err().contains("waits for end"));

        assertThat(done("job", jobId, "--checkpoints").out()).contains("manual", "before");
        assertThat(done("job", jobId, "--checkpoint", number).out())
                .contains("\"name\" : \"before\"", "\"status\" : \"running\"", "\"first\" : {");
        done("restore", jobId, number);
        done("set", jobId, "x", "2");
        assertThat(done("priority", jobId, "high").out()).contains("high");
        done("signal", jobId, "go", "\"second\"");
        done("signal", jobId, "end");

        assertThat(output(awaitStatus(jobId, JobStatus.COMPLETED), "x")).isEqualTo("2 second");
    }

    @Test
    void refusesWhenSomethingHasHappenedSince() {
        var jobId = submit("stale", "- {id: go, signal: go}\n");
        awaitType(jobId, "signal.awaited");

        var stale = stack.cli(folder, "pause", jobId, "--expected-event", "1");

        assertThat(stale.exitCode()).isEqualTo(Exit.FAILURE);
        assertThat(stale.err()).contains("not 1 as expected");
        assertThat(client.result(jobId).status()).isEqualTo(JobStatus.RUNNING);
        done("cancel", jobId);
    }

    @Test
    void changesEveryJobThatTheFilterFinds() {
        var jobs = List.of(submit("flock", "- {id: go, signal: go}\n"), submit("flock", "- {id: go, signal: go}\n"));
        jobs.forEach(jobId -> awaitType(jobId, "signal.awaited"));
        await().atMost(Child.PATIENCE)
                .until(() -> done("jobs", "--workflow", "flock", "--status", "running")
                                .out()
                                .lines()
                                .count()
                        == 3);

        var paused = done("pause", "--workflow", "flock");

        assertThat(paused.err()).contains("asked of 2 of 2 jobs found");
        assertThat(jobs).allSatisfy(jobId -> {
            assertThat(paused.out()).contains("job " + jobId + ": job.paused");
            assertThat(client.result(jobId).status()).isEqualTo(JobStatus.PAUSED);
            done("cancel", jobId);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pause | name a job, or say which with a filter",
                "resume --status done | 'status'",
                "rerun j | STEP is missing",
                "set j x | VALUE is missing",
                "archive j k | 'k' is one argument too many",
                "priority j urgent | 'urgent' is no priority: give high, normal or low",
                "restore j first | CHECKPOINT is 'first': give a whole number",
                "retry j --times 0 | option --times is 0",
                "retry j --delay soon | option --delay is 'soon'",
                "approve j s --reject --content x | cannot be given together",
                "pause nobody-knows-it | there is no job nobody-knows-it"
            })
    void saysWhatIsWrongWhenTheCommandCannotBe(String command, String message) {
        var run = stack.cli(folder, command.strip().split(" "));

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(Exit.INVALID);
        assertThat(run.err()).contains(message);
    }
}
