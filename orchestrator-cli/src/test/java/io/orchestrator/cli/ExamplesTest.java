package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.orchestrator.cli.SharedStack.Running;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every file in {@code examples/} does what its comment says. */
@ExtendWith(SharedStack.class)
class ExamplesTest {

    private static final List<String> TESTED = List.of(
            "agent.yaml",
            "approval.yaml",
            "auto.yaml",
            "conditions.yaml",
            "control.yaml",
            "data.yaml",
            "emit.yaml",
            "errors.yaml",
            "fan-out.yaml",
            "files.yaml",
            "hello.yaml",
            "http.yaml",
            "included.yaml",
            "inside.yaml",
            "limits.yaml",
            "loops.yaml",
            "retry.yaml",
            "schedule.yaml",
            "signal.yaml",
            "sub-workflow.yaml",
            "terminal.yaml",
            "variables.yaml");

    private final Running stack;

    @TempDir
    private Path folder = Path.of("");

    ExamplesTest(Running stack) {
        this.stack = stack;
    }

    @BeforeEach
    void copyExamples() {
        ExampleFolder.in(folder);
    }

    private CliRun run(String example, String... more) {
        return new ExampleFolder(folder).run(stack, example, more);
    }

    @Test
    void hasATestForEveryExample() throws IOException {
        try (var files = Files.list(folder.resolve("examples"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml")))
                    .containsExactlyInAnyOrderElementsOf(TESTED);
        }
    }

    @Test
    void writesAndReadsAFileWhenHelloRuns() throws IOException {
        var run = run(
                "hello.yaml",
                "-i",
                "name=Ada",
                "-o",
                folder.resolve("result.json").toString());

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("greeting: Hello, Ada!", "file: output/hello.txt");
        assertThat(folder.resolve("output/hello.txt")).hasContent("Hello, Ada!\n");
        assertThat(Files.readString(folder.resolve("result.json")))
                .contains("\"status\" : \"completed\"")
                .containsPattern("\"started_at\" : \\d{10}\\.\\d{1,3},\\R");
        assertThat(run.err()).contains("step.completed read_back", "job.completed");
    }

    @Test
    void joinsThreeBranchesWhenFanOutRuns() {
        var run = run("fan-out.yaml");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("primes: 5");
        assertThat(folder.resolve("output/fan-out.txt")).content().contains("primes: 5");
    }

    @Test
    void takesOneBranchWhenConditionsRun() {
        var small = run("conditions.yaml");
        var large = run("conditions.yaml", "-i", "amount=1200");

        assertThat(small.out()).as(small.toString()).contains("decision: 250: paid at once");
        assertThat(large.out()).as(large.toString()).contains("decision: 1200: needs a second look");
        assertThat(large.err()).contains("step.skipped small");
        assertThat(List.of(small.exitCode(), large.exitCode())).containsOnly(0);
    }

    @Test
    void writesARecordToATopicWhenEmitRuns() {
        var missing = run("emit.yaml", "-i", "order=4711");
        var created = done("topics", "create", "shop.orders", "--partitions", "2");
        var again = stack.cli(folder, "topics", "create", "shop.orders");
        var sure = done("topics", "create", "shop.orders", "--if-not-exists");
        var run = run("emit.yaml", "-i", "order=4711");

        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.toString()).contains("shop.orders");
        assertThat(created.out()).isEqualTo("created topic shop.orders" + System.lineSeparator());
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("topic shop.orders is there already", "--if-not-exists");
        assertThat(sure.out()).contains("is there already");
        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).containsPattern("record: shop\\.orders, partition [01], offset 0");
    }

    @Test
    void refusesATopicThatCannotBe() {
        var run = stack.cli(folder, "topics", "create", "no such name");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no such name").doesNotContain("\tat ");
    }

    @Test
    void goesOnByItselfWhenNobodyApproves() {
        var run = run("approval.yaml");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("copies: 2", "decision: approved", "nobody_asked: true");
        assertThat(folder.resolve("output/notice.txt")).hasContent("2 copies of the notice");
    }

    @Test
    void waitsForTheFirstWhenLimitsRunsTwice() {
        var first = CompletableFuture.supplyAsync(() -> run("limits.yaml", "-i", "region=north"));

        var second = run("limits.yaml", "-i", "region=north");

        for (var run : List.of(first.join(), second)) {
            assertThat(run.exitCode()).as(run.toString()).isZero();
            assertThat(run.out()).contains("report: report: figures of north");
            assertThat(run.err()).contains("job.queued key/limits/north", "job.admitted key/limits/north");
        }
    }

    @Test
    void filtersRowsWhenDataRuns() {
        var run = run("data.yaml");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("rows: 3", "of: 5");
        assertThat(folder.resolve("output/orders-paid.csv"))
                .content()
                .isEqualToNormalizingNewlines(
                        "order,customer,status,amount\n1001,Ada,paid,120\n1003,Ada,paid,200\n1005,Grace,paid,310\n");
    }

    @Test
    void writesResultsAndTheirChecksumsWhenFilesRuns() {
        var run = run("files.yaml");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("file: output/sales.csv", "bytes: 28", "same: true");
        assertThat(folder.resolve("output/sales.csv"))
                .content()
                .isEqualToNormalizingNewlines("city,sales\nOslo,3\nRome,5\n");
        assertThat(folder.resolve("output/totals.yaml")).content().contains("stdout: ");
    }

    @Test
    void triesAgainAndGoesOnWhenRetryRuns() {
        var run = run("retry.yaml");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.out()).contains("attempts: 2");
        assertThat(run.err()).contains("step.completed flaky (attempt 2)", "step.failed slow");
    }

    @Test
    void writesAReportWhenTerminalRuns() {
        var run = run("terminal.yaml");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("report: output/system.md");
        assertThat(folder.resolve("output/system.md")).content().contains("Written by job terminal-");
    }

    @Test
    void savesThePageWhenHttpRuns() throws IOException {
        var page = "hello from a server".getBytes(StandardCharsets.UTF_8);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        try {
            var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";

            var run = run("http.yaml", "-i", "url=" + url);

            assertThat(run.exitCode()).as(run.toString()).isZero();
            assertThat(run.out()).contains("status: 200");
            assertThat(folder.resolve("output/page.txt")).hasContent("hello from a server");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void writesALetterForEveryCityWhenLoopsRun() {
        var run = run("loops.yaml");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("written: 3", "last: Dear Kyoto (3 of 3)", "ticks: 3");
        assertThat(folder.resolve("output/letters/2-lima.txt")).hasContent("Dear Lima (2 of 3)\n");
    }

    @Test
    void keepsTheBalanceWhenVariablesRun() {
        var run = run("variables.yaml");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out())
                .contains("balance: 42", "printed: Account in EUR: 42", "versions: 4", "tool: terminal")
                .contains("lines: 1: 20 makes 20; 2: 5 makes 25; 3: 17 makes 42");
        assertThat(run.err())
                .contains("variable.changed book[1].add balance (global, version 3): 20 -> 25")
                .contains("variable.changed book payment (loop, version 1): 17");
    }

    @Test
    void takesEveryTurnWhenControlRuns() {
        var run = run("control.yaml");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("packed: a box of 7", "weight: 70 g", "knocks: 3");
        assertThat(run.err()).contains("job.emitted tell delivered", "steps.repeated again goes back to knock");
    }

    @Test
    void mendsAndCleansUpWhenErrorsRun() {
        var run = run("errors.yaml");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("stock: none", "report: mended after ToolError");
        assertThat(folder.resolve("output/errors/done.txt")).hasContent("done\n");
    }

    @Test
    void runsWorkflowsInsideOfOthersWhenInsideRuns() {
        var run = run("inside.yaml");

        assertThat(run.out())
                .as(run.toString())
                .contains("letters: [\"Dear Ada\",\"Dear Grace\"]", "sum: 2", "log: inside-log-");
        assertThat(run.err())
                .contains(
                        "step.child-started each[0].letter runs inside-letter@1.0.0",
                        "step.completed fragile[finally].tidy");
        await().atMost(Child.PATIENCE)
                .untilAsserted(
                        () -> assertThat(folder.resolve("output/inside.txt")).hasContent("2 letters\n"));
    }

    @Test
    void beginsByItselfWhenScheduleIsScheduled() {
        var file = folder.resolve("examples").resolve("schedule.yaml").toString();
        done("publish", file);
        var put = done(
                "schedule",
                "put",
                "nightly",
                "--workflow=nightly-report",
                "--cron=* * * * * *",
                "--zone=Europe/Berlin",
                "-i",
                "team=sales");

        await().atMost(Child.PATIENCE)
                .until(() -> done("jobs", "--label", "schedule=nightly", "--status", "completed")
                        .out()
                        .contains("nightly-2"));
        var paused = done("schedule", "pause", "nightly");
        var shown = done("schedule", "list");
        var triggered = done("schedule", "trigger", "nightly").out().strip();
        var watched = done("watch", triggered);
        var jobId = Json.parseDict(done("schedule", "show", "nightly").out()).get("last_job");
        done("schedule", "delete", "nightly");

        assertThat(put.out()).contains("schedule nightly is active, next job at ");
        assertThat(paused.out()).isEqualTo("schedule nightly is paused" + System.lineSeparator());
        assertThat(shown.out()).contains("nightly-report", "* * * * * * (Europe/Berlin)", "paused");
        assertThat(watched.toString()).contains("report: Report for sales of 20");
        assertThat(jobId)
                .isInstanceOfSatisfying(
                        Value.Text.class,
                        id -> assertThat(done("job", id.value()).out()).contains("Report for sales of 20"));
        assertThat(done("schedule", "list").out()).doesNotContain("nightly");
    }

    private CliRun done(String... args) {
        var run = stack.cli(folder, args);
        assertThat(run.exitCode()).as(run.toString()).isZero();
        return run;
    }

    @Test
    void runsAnotherWorkflowWhenSubWorkflowRuns() {
        var run = run("sub-workflow.yaml");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("letters: 2", "last: Dear Kyoto!");
        assertThat(folder.resolve("output/letter-Oslo.txt")).hasContent("Dear Oslo!\n");
        assertThat(folder.resolve("output/letter-Lima.txt")).hasContent("Dear Lima!\n");
        assertThat(run.err())
                .contains("step.child-started one runs sub-workflow-letter@1.0.0 as job sub-workflow-letter-");
    }

    @Test
    void putsTextsOfFilesInWhenIncludedRuns() {
        var run = run("included.yaml", "-i", "guest=Grace");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("file: output/included/grace.md", "lines: 6");
        assertThat(folder.resolve("output/included/grace.md")).hasContent("""
                        # Dear Grace

                        We expect you on Monday.

                        Yours,
                        the people of included@1.0.0
                        """);
    }
}
