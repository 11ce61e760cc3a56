package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.SharedStack.Running;
import io.orchestrator.cli.stack.DataHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong is said in one message, with exit code 2, before anything runs; the system goes on. */
@ExtendWith(SharedStack.class)
class BrokenInputTest {

    private static final Duration LONGEST_REFUSAL = Duration.ofSeconds(60);

    private final Running stack;

    @TempDir
    private Path folder = Path.of("");

    BrokenInputTest(Running stack) {
        this.stack = stack;
    }

    /** name, document, arguments, what the message says */
    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("bad YAML", "id: x\nsteps: [\n  - {id: a\n", "", new String[] {"broken.yaml:"}),
                Arguments.of(
                        "an unknown tool",
                        step("tool: filesytem, action: read, parameters: {path: a}"),
                        "",
                        new String[] {"unknown-tool", "filesytem", "filesystem"}),
                Arguments.of(
                        "an unknown action",
                        step("tool: filesystem, action: raed, parameters: {path: a}"),
                        "",
                        new String[] {"raed", "read"}),
                Arguments.of("a missing input", input("{type: string, required: true}"), "", new String[] {
                    "inputs.n", "required"
                }),
                Arguments.of("an input of a wrong type", input("{type: integer}"), "n=many", new String[] {
                    "inputs.n", "integer"
                }),
                Arguments.of("an undeclared input", input("{type: integer, default: 1}"), "m=1", new String[] {
                    "inputs.m", "not declared"
                }),
                Arguments.of("a cycle", "id: x\nname: x\nsteps:\n" + step("a", "b") + step("b", "a"), "", new String[] {
                    "cycle", "a", "b"
                }),
                Arguments.of(
                        "an unresolved template",
                        step("tool: filesystem, action: read, parameters: {path: \"{{ raed.result.path }}\"}"),
                        "",
                        new String[] {"raed"}),
                Arguments.of(
                        "a model that is not configured",
                        step("model: openai/gpt-4o-mini, prompt: hello"),
                        "",
                        new String[] {"openai", "OPENAI_API_KEY"}));
    }

    private static String step(String fields) {
        return "id: x\nname: x\nsteps:\n  - {id: only, " + fields + "}\n";
    }

    private static String step(String id, String dependency) {
        return "  - {id: " + id + ", depends_on: [" + dependency
                + "], tool: filesystem, action: read, parameters: {path: a}}\n";
    }

    private static String input(String declaration) {
        return "id: x\nname: x\ninputs:\n  n: " + declaration
                + "\nsteps:\n  - {id: only, tool: filesystem, action: read, parameters: {path: \"{{ n }}\"}}\n";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void refusesWithExitCode2When(String what, String document, String input, String[] said) throws IOException {
        var file = Files.writeString(folder.resolve("broken.yaml"), document);
        var before = stack.cli(folder, "jobs", "--limit", "1000", "--json").out();

        var run = input.isEmpty()
                ? stack.cli(folder, "run", file.toString())
                : stack.cli(folder, "run", file.toString(), "-i", input);

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(said).doesNotContain("\tat ", "Exception");
        assertThat(stack.cli(folder, "jobs", "--limit", "1000", "--json").out())
                .as("no job was made")
                .isEqualTo(before);
    }

    @Test
    void refusesWithExitCode2WhenThereIsNoFile() {
        var run = stack.cli(folder, "run", "nothing.yaml");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("there is no file nothing.yaml");
    }

    @Test
    void refusesWithExitCode2WhenTheCommandLineIsWrong() {
        var unknown = stack.cli(folder, "run", "x.yaml", "--nonsense");
        var pair = stack.cli(
                folder,
                "run",
                Folders.repository().resolve("examples/hello.yaml").toString(),
                "-i",
                "name");

        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("--nonsense", "--help");
        assertThat(pair.exitCode()).isEqualTo(2);
        assertThat(pair.err()).contains("-i name", "name=value");
    }

    @Test
    void refusesWithExitCode2WhenASettingIsUnknown() throws IOException {
        var home = new DataHome(folder.resolve("home"));
        home.create();
        Files.writeString(home.settingsFile(), "worker.slot=3\n");

        var run = CliRun.of(home, folder, "run", hello());

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
        assertThat(run.err()).contains("worker.slot", "did you mean worker.slots?");
    }

    /** Whoever reads settings refuses those that it must know and does not, and leaves those of others. */
    @ParameterizedTest
    @CsvSource({
        "worker, worker.slot=3, worker.slots",
        "coordinator, coordinator.commit.intervall=1s, coordinator.commit.interval",
        "topics apply, topics.queue=a, topics.queues",
        "topics describe, topics.queue=a, topics.queues",
        "registry, bootstap.servers=a, bootstrap.servers",
        "jobs, bootstap.servers=a, bootstrap.servers"
    })
    void refusesWithExitCode2WhenAFlagIsUnknown(String command, String flag, String meant) {
        var home = new DataHome(folder.resolve("home"));
        var arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of("--bootstrap", "127.0.0.1:1", "-D", flag, "-D", "claim.secret=x"));

        var run = CliRun.of(home, folder, arguments.toArray(String[]::new));

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
        assertThat(run.err())
                .contains(flag.substring(0, flag.indexOf('=')), "did you mean " + meant + "?")
                .doesNotContain("\tat ");
    }

    @Test
    void failsTheStepWhenTheFileIsNotThere() throws IOException {
        var file = Files.writeString(
                folder.resolve("w.yaml"), step("tool: filesystem, action: read, parameters: {path: nowhere.txt}"));

        var run = stack.cli(folder, "run", file.toString());

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).contains("completed, but a step reported failure");
    }

    @Test
    void saysSoWhenTheBrokerIsDown() {
        var begun = System.nanoTime();

        var run = CliRun.of(
                new DataHome(folder.resolve("home")), folder, "run", hello(), "--bootstrap", "127.0.0.1:" + freePort());

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
        assertThat(run.err())
                .contains("127.0.0.1:")
                .containsIgnoringCase("broker")
                .doesNotContain("Exception");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONGEST_REFUSAL);
    }

    @Test
    void saysSoWhenThePortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());
            var home = new DataHome(folder.resolve("home"));

            var kafka = CliRun.of(home, folder, "dev", "--port", port);
            var registry = CliRun.of(home, folder, "dev", "--port", "0", "--registry-port", port);
            var http = CliRun.of(home, folder, "dev", "--port", "0", "--registry-port", "0", "--http-port", port);

            assertThat(Stream.of(kafka, registry, http)).allSatisfy(run -> {
                assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
                assertThat(run.err()).contains("port", port).doesNotContain("Exception");
            });
        }
    }

    @Test
    void saysSoWhenAnotherProcessRunsTheFolder() {
        var run = stack.cli(folder, "dev", "--port", "0");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("already runs the data folder", stack.addresses().bootstrap());
    }

    @Test
    void saysSoWhenNothingRunsToJoin() {
        var run = CliRun.of(new DataHome(folder.resolve("empty")), folder, "submit", hello());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no Orchestrator runs", "orchestrator dev");
    }

    private static String hello() {
        return Folders.repository().resolve("examples/hello.yaml").toString();
    }

    /** A port that was free a moment ago. */
    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
