package io.orchestrator.cli;

import io.orchestrator.cli.stack.TopicSettings;
import io.orchestrator.client.ClientConfig;
import io.orchestrator.codec.Codecs;
import io.orchestrator.config.SettingsPart;
import io.orchestrator.registry.HttpSchemaRegistryClient;
import io.orchestrator.topics.TopicAdmin;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "topics",
        description =
                "Creates or shows the topics, share groups and schemas of an installation, and topics of your own.",
        mixinStandardHelpOptions = true)
final class TopicsCommand {

    private static final int REQUEST_TIMEOUT_MS = 5_000;
    private static final int ANSWER_TIMEOUT_MS = 10_000;

    private final Context context;

    TopicsCommand(Context context) {
        this.context = context;
    }

    @Command(
            name = "apply",
            description = "Creates what is missing, corrects settings, registers the schemas. Settings:"
                    + " topics.job-partitions, topics.command-partitions, topics.replication-factor, topics.queues,"
                    + " topics.prefix.",
            mixinStandardHelpOptions = true)
    int apply(@Mixin Where where) {
        var settings = where.settings(context);
        var manifest = TopicSettings.read(settings, TopicSettings.CLUSTER);
        var config = Connection.required(settings);
        SettingsPart.TOPICS.finish(settings);
        try (var admin = admin(config);
                var registry = HttpSchemaRegistryClient.create(config.registryProperties())) {
            var done = new TopicAdmin(admin).apply(manifest);
            Codecs.create(registry, config.topics()).registerAll();
            done.forEach(context.terminal().out()::println);
            context.terminal().out().println(done.isEmpty() ? "topics: nothing to do" : "topics: done");
            return Exit.SUCCESS;
        }
    }

    @Command(
            name = "describe",
            description = "Shows what there is and what differs from the settings.",
            mixinStandardHelpOptions = true)
    int describe(@Mixin Where where) {
        var settings = where.settings(context);
        var manifest = TopicSettings.read(settings, TopicSettings.CLUSTER);
        var config = Connection.required(settings);
        SettingsPart.TOPICS.finish(settings);
        try (var admin = admin(config)) {
            new TopicAdmin(admin).describe(manifest).forEach(context.terminal().out()::println);
            return Exit.SUCCESS;
        }
    }

    @Command(
            name = "create",
            description = "Creates a topic of your own, to emit records to; with the brokers' settings.",
            mixinStandardHelpOptions = true)
    int create(
            @Mixin Where where,
            @Parameters(paramLabel = "NAME", description = "The topic.") String name,
            @Option(names = "--partitions", paramLabel = "N", description = "Default: as the brokers say.") @Nullable
                    Integer partitions,
            @Option(names = "--if-not-exists", description = "It is no error where it is there.") boolean ifNotExists) {
        try (var session = Session.forReading(context, where);
                var admin = admin(session.config())) {
            var created = new TopicAdmin(admin).create(name, Optional.ofNullable(partitions));
            if (!created && !ifNotExists) {
                throw CliException.invalid(
                        "topic " + name + " is there already; with --if-not-exists that is no error");
            }
            context.terminal().out().println(created ? "created topic " + name : "topic " + name + " is there already");
            return Exit.SUCCESS;
        }
    }

    /** Gives up within seconds. */
    static Admin admin(ClientConfig config) {
        var properties = new HashMap<String, Object>(config.kafkaProperties());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        properties.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_TIMEOUT_MS);
        return Admin.create(Map.copyOf(properties));
    }
}
