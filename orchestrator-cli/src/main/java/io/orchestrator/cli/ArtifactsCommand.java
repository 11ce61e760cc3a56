package io.orchestrator.cli;

import io.orchestrator.artifact.ArtifactException;
import io.orchestrator.artifact.ArtifactText;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import io.orchestrator.query.Artifacts;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "artifacts",
        description = "Lists what the steps of a job have given, or prints one of them whole, however large it is."
                + " Large values are read from the store of the settings artifacts.*.",
        mixinStandardHelpOptions = true)
final class ArtifactsCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Where where = new Where();

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
        try (var session = Session.forReading(context, where)) {
            var artifacts = Artifacts.of(session.client().events(jobId));
            if (name.isPresent()) {
                print(session, artifacts, name.get());
            } else {
                list(artifacts);
            }
            return Exit.SUCCESS;
        }
    }

    private void list(Artifacts artifacts) {
        var out = context.terminal().out();
        if (json) {
            out.println(Json.writePretty(Value.of(
                    artifacts.all().stream().map(Artifacts.Artifact::toValue).toList())));
            return;
        }
        var table = new Table("NAME", "VERSION", "TYPE", "BYTES", "EPOCH", "AT");
        for (var artifact : artifacts.all()) {
            var shown = artifact.toValue();
            table.row(
                    artifact.name(),
                    Integer.toString(artifact.version()),
                    shown.get("type") instanceof Value.Text type ? type.value() : "",
                    Long.toString(artifact.bytes()),
                    Integer.toString(artifact.epoch()),
                    Instant.ofEpochMilli(artifact.atMs()).toString());
        }
        table.lines().forEach(out::println);
        if (artifacts.isCut()) {
            context.terminal().err().println("there are more; " + Artifacts.MAX_TOLD + " are told");
        }
    }

    private void print(Session session, Artifacts artifacts, String wanted) {
        var full = wanted.contains(":") ? wanted : Artifacts.TASK + wanted;
        var value = artifacts
                .find(full, version)
                .orElseThrow(() -> CliException.failure("job " + jobId + " has no artifact '" + full + "'"
                        + version.map(number -> " of version " + number).orElse("") + "; see: orchestrator artifacts "
                        + jobId));
        try {
            if (file.isPresent()) {
                try (var out = Files.newBufferedWriter(file.get())) {
                    ArtifactText.write(session.values(), jobId, value, out);
                }
            } else {
                var out = new OutputStreamWriter(context.terminal().out(), StandardCharsets.UTF_8);
                ArtifactText.write(session.values(), jobId, value, out);
                out.flush();
            }
        } catch (ArtifactException e) {
            throw CliException.failure(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw CliException.failure("the artifact cannot be written: " + e.getMessage());
        }
    }
}
