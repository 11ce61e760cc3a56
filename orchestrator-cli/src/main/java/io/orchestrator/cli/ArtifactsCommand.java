package io.orchestrator.cli;

import io.orchestrator.artifact.ArtifactException;
import io.orchestrator.artifact.ArtifactText;
import io.orchestrator.client.ApiClient;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import io.orchestrator.query.Artifacts;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "artifacts",
        description = "Lists what the steps of a job have given, or prints one of them whole, however large it is."
                + " Large values are read from the store of the settings artifacts.*, or with --api by a coordinator.",
        mixinStandardHelpOptions = true)
final class ArtifactsCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Where where = new Where();

    @Mixin
    private ApiOption api = new ApiOption();

    @Parameters(index = "0", paramLabel = "JOB", description = "The job's id.")
    private String jobId = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "task:STEP, STEP alone, or the sha256:... of a large value.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--version-number", paramLabel = "N", description = "Not the last version, but this one, from 1.")
    private Optional<Integer> version = Optional.empty();

    @Option(names = "-o", paramLabel = "FILE", description = "Write it to a file.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--json", description = "Print the list as JSON.")
    private boolean json;

    ArtifactsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (name.isEmpty() && (file.isPresent() || version.isPresent())) {
            throw CliException.invalid("-o and --version-number need the NAME of an artifact");
        }
        file.ifPresent(Outcome::requireWritable);
        try {
            var named = api.named();
            if (named.isPresent()) {
                try (var coordinator = named.get()) {
                    ask(coordinator);
                }
            } else {
                try (var session = Session.forReading(context, where)) {
                    read(session);
                }
            }
            return Exit.SUCCESS;
        } catch (IOException e) {
            throw CliException.failure("the artifact cannot be written: " + e.getMessage());
        }
    }

    /** A coordinator reads the store of large values: nothing else is needed here. */
    private void ask(ApiClient coordinator) throws IOException {
        if (name.isPresent()) {
            var number = version.map(OptionalInt::of).orElse(OptionalInt.empty());
            try (var in = coordinator.artifact(jobId, full(name.get()), number)) {
                print(in::transferTo);
            }
            return;
        }
        var told = coordinator.artifacts(jobId);
        var all = told.get("artifacts") instanceof Value.Array listed ? listed.items() : List.<Value>of();
        list(all);
        if (Value.Bool.TRUE.equals(told.get("cut"))) {
            sayCut();
        }
    }

    private void read(Session session) throws IOException {
        var artifacts = Artifacts.of(session.client().events(jobId));
        if (name.isPresent()) {
            var value = find(artifacts, full(name.get()));
            print(out -> {
                var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                ArtifactText.write(session.values(), jobId, value, writer);
                writer.flush();
            });
            return;
        }
        list(List.copyOf(
                artifacts.all().stream().map(Artifacts.Artifact::toValue).toList()));
        if (artifacts.isCut()) {
            sayCut();
        }
    }

    private static String full(String wanted) {
        return wanted.contains(":") ? wanted : Artifacts.TASK + wanted;
    }

    private Value find(Artifacts artifacts, String wanted) {
        return artifacts
                .find(wanted, version)
                .orElseThrow(() -> CliException.failure("job " + jobId + " has no artifact '" + wanted + "'"
                        + version.map(number -> " of version " + number).orElse("") + "; see: orchestrator artifacts "
                        + jobId));
    }

    private void list(List<Value> artifacts) {
        var out = context.terminal().out();
        if (json) {
            out.println(Json.writePretty(Value.of(artifacts)));
            return;
        }
        var table = new Table("NAME", "VERSION", "TYPE", "BYTES", "EPOCH", "AT");
        for (var artifact : artifacts) {
            if (artifact instanceof Value.Dict shown) {
                table.row(
                        Table.cell(shown, "name"),
                        Table.cell(shown, "version"),
                        Table.cell(shown, "type"),
                        Table.cell(shown, "size"),
                        Table.cell(shown, "epoch"),
                        at(shown));
            }
        }
        table.lines().forEach(out::println);
    }

    private static String at(Value.Dict shown) {
        return shown.get("at_ms") instanceof Value.Int at
                ? Instant.ofEpochMilli(at.value()).toString()
                : "";
    }

    private void sayCut() {
        context.terminal().err().println("there are more; " + Artifacts.MAX_TOLD + " are told");
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private void print(Content content) throws IOException {
        try {
            if (file.isPresent()) {
                try (var out = Files.newOutputStream(file.get())) {
                    content.writeTo(out);
                }
            } else {
                content.writeTo(context.terminal().out());
                context.terminal().out().flush();
            }
        } catch (ArtifactException e) {
            throw CliException.failure(String.valueOf(e.getMessage()));
        }
    }
}
