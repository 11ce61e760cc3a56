package io.orchestrator.cli;

import io.orchestrator.cli.doctor.ArtifactCheck;
import io.orchestrator.cli.doctor.Check;
import io.orchestrator.cli.doctor.Check.Verdict;
import io.orchestrator.cli.doctor.Doctor;
import io.orchestrator.cli.doctor.KeyChecks;
import io.orchestrator.cli.doctor.Patient;
import io.orchestrator.cli.doctor.WorkerChecks;
import io.orchestrator.cli.stack.StackDefaults;
import io.orchestrator.cli.stack.TopicSettings;
import io.orchestrator.client.ClientConfig;
import io.orchestrator.config.Settings;
import io.orchestrator.config.SettingsException;
import io.orchestrator.config.SettingsPart;
import io.orchestrator.coordinator.CoordinatorSettings;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import io.orchestrator.registry.HttpSchemaRegistryClient;
import io.orchestrator.sealing.SealingKey;
import io.orchestrator.worker.WorkerSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        description = "Checks brokers, topics, groups, schema registry, clocks and our own settings, and says for each"
                + " what it is, what it should be, what it costs and how to change it. Changes nothing."
                + " Exit code 1 where something is wrong.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Where where = new Where();

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    DoctorCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        var checks = examine();
        if (json) {
            context.terminal()
                    .out()
                    .println(Json.writePretty(
                            Value.of(checks.stream().map(DoctorCommand::toValue).toList())));
        } else {
            print(checks);
        }
        return count(checks, Verdict.WRONG) > 0 ? Exit.FAILURE : Exit.SUCCESS;
    }

    private List<Check> examine() {
        try (var session = Session.join(context, where);
                var admin = TopicsCommand.admin(session.config());
                var registry = HttpSchemaRegistryClient.create(session.config().registryProperties())) {
            var checks = new ArrayList<>(new Doctor(admin, registry, patient(session.config())).examine());
            checks.add(ArtifactCheck.of(session.artifacts()));
            checks.addAll(shared());
            return checks;
        } catch (Doctor.UnreachableException e) {
            throw CliException.invalid(String.valueOf(e.getMessage()));
        }
    }

    /** What coordinators and workers with these settings would share, and what a worker would do. */
    private List<Check> shared() {
        var user = where.settings(context);
        var more = Connection.configured(user).isPresent()
                ? Map.<String, String>of()
                : StackDefaults.missing(user, where.home(context));
        var settings = where.settings(context, more);
        var checks =
                new ArrayList<>(KeyChecks.of(settings.secret(KeyChecks.CLAIM), settings.secret(SealingKey.SETTING)));
        var models = new ArrayList<>(settings.list("coordinator.models", List.of()));
        settings.text("auto.model").ifPresent(models::add);
        try {
            var config = WorkerSettings.read(settings, context.environment());
            SettingsPart.WORKER.finish(settings);
            checks.addAll(WorkerChecks.of(config, models));
        } catch (SettingsException e) {
            checks.addAll(WorkerChecks.of(e));
        }
        return checks;
    }

    private Patient patient(ClientConfig config) {
        var settings = where.settings(context);
        Connection.configured(settings);
        var shape = TopicSettings.CLUSTER;
        var manifest = TopicSettings.read(settings, shape);
        var patient = new Patient(
                config.bootstrapServers(),
                config.registryProperties().getOrDefault(Connection.REGISTRY, ""),
                config.topics(),
                manifest.queues(),
                given(settings, "topics.job-partitions", manifest.jobPartitions()),
                given(settings, "topics.command-partitions", manifest.commandPartitions()),
                given(settings, "topics.replication-factor", manifest.replicationFactor()),
                shape.partitions(),
                config.kafkaProperties(),
                CoordinatorSettings.streams(settings));
        SettingsPart.CLIENT.finish(settings);
        return patient;
    }

    private static OptionalInt given(Settings settings, String key, int value) {
        return settings.text(key).isPresent() ? OptionalInt.of(value) : OptionalInt.empty();
    }

    private void print(List<Check> checks) {
        var out = context.terminal().out();
        var area = "";
        for (var check : checks) {
            if (!check.area().equals(area)) {
                area = check.area();
                out.println(area + ":");
            }
            out.println("  " + word(check) + " " + check.name() + ": " + check.is()
                    + (check.verdict() == Verdict.COSTLY || check.verdict() == Verdict.WRONG
                            ? ", should be " + check.should()
                            : ""));
            if (!check.change().isEmpty()) {
                out.println("          costs: " + check.cost());
                out.println("          change: " + check.change());
            }
        }
        out.println(checks.size() + " checked: " + count(checks, Verdict.WRONG) + " wrong, "
                + count(checks, Verdict.COSTLY) + " costly, " + count(checks, Verdict.UNKNOWN) + " not known");
    }

    private static String word(Check check) {
        return switch (check.verdict()) {
            case OK -> "ok     ";
            case COSTLY -> "costly ";
            case WRONG -> "WRONG  ";
            case UNKNOWN -> "unknown";
        };
    }

    private static long count(List<Check> checks, Verdict verdict) {
        return checks.stream().filter(check -> check.verdict() == verdict).count();
    }

    private static Value toValue(Check check) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("area", Value.of(check.area()));
        fields.put("name", Value.of(check.name()));
        fields.put("verdict", Value.of(check.verdict().name().toLowerCase(Locale.ROOT)));
        fields.put("is", Value.of(check.is()));
        fields.put("should", Value.of(check.should()));
        fields.put("cost", Value.of(check.cost()));
        fields.put("change", Value.of(check.change()));
        return Value.of(fields);
    }
}
