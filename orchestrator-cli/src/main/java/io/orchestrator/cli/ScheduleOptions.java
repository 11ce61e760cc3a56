package io.orchestrator.cli;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A schedule as given on the command line: a JSON file as the HTTP API takes it, then options that win over it. */
final class ScheduleOptions {

    @Option(names = "--file", paramLabel = "FILE", description = "The schedule as JSON; options win over it.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--workflow",
            paramLabel = "ID",
            description =
                    "A published workflow: id@version, or id for the version that is the latest when a job begins.")
    private Optional<String> workflow = Optional.empty();

    @Mixin
    private InputArguments inputs = new InputArguments();

    @Option(
            names = "--cron",
            paramLabel = "EXPR",
            description =
                    "Five fields (minute hour day month weekday), or six, the first the second; or @daily and so on.")
    private Optional<String> cron = Optional.empty();

    @Option(names = "--zone", paramLabel = "ZONE", description = "Time zone of --cron. Default: UTC.")
    private Optional<String> zone = Optional.empty();

    @Option(names = "--every", paramLabel = "TIME", description = "Instead of --cron: 30s, 10m, 1h, 1d.")
    private Optional<String> every = Optional.empty();

    @Option(names = "--anchor", paramLabel = "TIME", description = "One of the times of --every, in UTC.")
    private Optional<String> anchor = Optional.empty();

    @Option(names = "--start", paramLabel = "TIME", description = "No job begins before, in UTC.")
    private Optional<String> start = Optional.empty();

    @Option(names = "--end", paramLabel = "TIME", description = "No job begins after, in UTC.")
    private Optional<String> end = Optional.empty();

    @Option(
            names = "--missed",
            paramLabel = "WORD",
            description = "Of times at which no coordinator ran: skip, once (one job for all) or all. Default: once.")
    private Optional<String> missed = Optional.empty();

    @Option(names = "--priority", paramLabel = "WORD", description = "Of the jobs: high, normal or low.")
    private Optional<String> priority = Optional.empty();

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "Of the jobs. May be repeated.")
    private Map<String, String> labels = Map.of();

    @Option(names = "--workspace", paramLabel = "DIR", description = "The folder that the jobs' tools work in.")
    private Optional<String> workspace = Optional.empty();

    @Option(names = "--paused", description = "Begin no job until it is resumed.")
    private boolean paused;

    /** As the HTTP API takes it. */
    Value.Dict body() {
        var fields = new LinkedHashMap<String, Value>();
        file.ifPresent(path -> fields.putAll(read(path).entries()));
        put(fields, "workflow", workflow);
        put(fields, "cron", cron);
        put(fields, "time_zone", zone);
        put(fields, "every", every);
        put(fields, "anchor", anchor);
        put(fields, "start", start);
        put(fields, "end", end);
        put(fields, "missed", missed);
        put(fields, "priority", priority);
        put(fields, "workspace", workspace);
        merge(fields, "inputs", inputs.read(Optional.empty()).entries());
        var given = new LinkedHashMap<String, Value>();
        labels.forEach((name, value) -> given.put(name, Value.of(value)));
        merge(fields, "labels", given);
        if (paused) {
            fields.put("paused", Value.of(true));
        }
        return Value.of(fields);
    }

    private static void put(Map<String, Value> fields, String name, Optional<String> value) {
        value.ifPresent(text -> fields.put(name, Value.of(text)));
    }

    private static void merge(Map<String, Value> fields, String name, Map<String, Value> given) {
        if (given.isEmpty()) {
            return;
        }
        var all = new LinkedHashMap<String, Value>();
        if (fields.get(name) instanceof Value.Dict dict) {
            all.putAll(dict.entries());
        }
        all.putAll(given);
        fields.put(name, Value.of(all));
    }

    private static Value.Dict read(Path path) {
        try {
            return Json.parseDict(Files.readString(path));
        } catch (IOException e) {
            throw CliException.invalid("cannot read " + path + ": " + e.getMessage());
        } catch (Json.InvalidJsonException e) {
            throw CliException.invalid(path + " is not a JSON object: " + e.getMessage());
        }
    }
}
