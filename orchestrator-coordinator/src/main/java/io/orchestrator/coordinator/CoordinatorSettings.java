package io.orchestrator.coordinator;

import io.orchestrator.artifact.ArtifactConfig;
import io.orchestrator.config.Secret;
import io.orchestrator.config.Settings;
import io.orchestrator.coordinator.http.HttpOptions;
import io.orchestrator.coordinator.runtime.StreamsOptions;
import io.orchestrator.coordinator.runtime.StreamsOptions.GroupProtocol;
import io.orchestrator.coordinator.runtime.StreamsOptions.StoreKind;
import io.orchestrator.coordinator.streams.JobOptions;
import io.orchestrator.sealing.SealingKey;
import io.orchestrator.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a {@link CoordinatorConfig} out of settings. The keys: {@code bootstrap.servers}, {@code kafka.*},
 * {@code schema.registry.url}, {@code registry.*}, {@code topics.prefix}, {@code claim.secret} (or
 * {@code claim.secret.file}), {@code artifacts.*}, {@code coordinator.*}, {@code streams.*} (Kafka Streams' own settings, which win).
 */
public final class CoordinatorSettings {

    private static final int DEFAULT_HTTP_PORT = 8080;
    private static final int MAX_PORT = 65_535;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s/:]+:[1-9]\\d{0,4}");
    private static final int MAX_THREADS = 64;
    private static final int MAX_REPLICAS = 9;
    private static final int MAX_RESTARTS = 10_000;
    private static final int MAX_STREAMS = 10_000;
    private static final int MAX_CACHE_MIB = 16 * 1024;
    private static final long MIB = 1024L * 1024;
    private static final Secret UNUSABLE = new Secret("-".repeat(CoordinatorConfig.MIN_SECRET));

    private CoordinatorSettings() {}

    /** @param settings problems are remembered in it; the caller ends with {@link Settings#finish} */
    public static CoordinatorConfig read(Settings settings) {
        var kafka = new HashMap<>(settings.under("kafka."));
        kafka.put(
                CoordinatorConfig.BOOTSTRAP_SERVERS,
                settings.text(CoordinatorConfig.BOOTSTRAP_SERVERS, "localhost:9092"));
        var registry = new HashMap<>(settings.under("registry."));
        registry.put(
                CoordinatorConfig.REGISTRY_URL, settings.text(CoordinatorConfig.REGISTRY_URL, "http://localhost:8081"));
        return new CoordinatorConfig(
                kafka,
                registry,
                topics(settings),
                claimSecret(settings),
                SealingKey.read(settings),
                models(settings),
                streams(settings),
                jobs(settings),
                lagInterval(settings),
                http(settings),
                ArtifactConfig.read(settings));
    }

    /** The configured models; the one that AUTO tags are to use comes first, since they take the first. */
    private static List<String> models(Settings settings) {
        var models = settings.list("coordinator.models", List.of());
        var auto = settings.text("auto.model");
        return auto.isEmpty() || models.isEmpty()
                ? models
                : Stream.concat(auto.stream(), models.stream()).distinct().toList();
    }

    private static Topics topics(Settings settings) {
        try {
            return new Topics(settings.text("topics.prefix", ""));
        } catch (IllegalArgumentException e) {
            settings.problem("topics.prefix", String.valueOf(e.getMessage()));
            return new Topics("");
        }
    }

    private static Secret claimSecret(Settings settings) {
        var secret = settings.secret("claim.secret");
        if (secret.value().length() >= CoordinatorConfig.MIN_SECRET) {
            return secret;
        }
        settings.problem(
                "claim.secret",
                "is required, at least " + CoordinatorConfig.MIN_SECRET + " characters, the same on every coordinator:"
                        + " set claim.secret.file to a file made by 'openssl rand -hex 32'");
        return UNUSABLE;
    }

    /** How Kafka Streams runs, without what else a coordinator needs; problems are remembered in the settings. */
    public static StreamsOptions streams(Settings settings) {
        var d = StreamsOptions.defaults(Path.of("data", "streams"));
        return new StreamsOptions(
                Path.of(settings.text("coordinator.state.dir", d.stateDir().toString())),
                constant(settings, "coordinator.state.store", StoreKind.class, d.store()),
                settings.integer("coordinator.threads", d.threads(), 1, MAX_THREADS),
                settings.duration("coordinator.commit.interval", d.commitInterval()),
                settings.duration("coordinator.poll", d.poll()),
                settings.duration("coordinator.linger", d.linger()),
                settings.duration("coordinator.timer.interval", d.timerInterval()),
                settings.integer("coordinator.standby.replicas", d.standbyReplicas(), 0, MAX_REPLICAS),
                settings.integer("coordinator.replication.factor", d.replicationFactor(), -1, MAX_REPLICAS),
                constant(settings, "coordinator.group.protocol", GroupProtocol.class, d.groupProtocol()),
                settings.integer("coordinator.restarts", d.restarts(), 0, MAX_RESTARTS),
                settings.integer("coordinator.cache.mib", (int) (d.cacheBytes() / MIB), 0, MAX_CACHE_MIB) * MIB,
                settings.under("streams."));
    }

    private static JobOptions jobs(Settings settings) {
        var d = JobOptions.defaults();
        return new JobOptions(
                settings.duration("coordinator.retention", d.retention()),
                settings.duration("coordinator.view.retention", d.viewRetention()),
                settings.duration("coordinator.workflow.wait", d.workflowWait()),
                settings.duration("coordinator.view.interval", d.viewInterval()),
                AdmissionSettings.read(settings));
    }

    private static Duration lagInterval(Settings settings) {
        var interval = settings.duration("coordinator.lag.interval", CoordinatorConfig.DEFAULT_LAG_INTERVAL);
        if (interval.isPositive()) {
            return interval;
        }
        settings.problem("coordinator.lag.interval", "is not longer than nothing");
        return CoordinatorConfig.DEFAULT_LAG_INTERVAL;
    }

    private static Optional<HttpOptions> http(Settings settings) {
        var d = HttpOptions.defaults(DEFAULT_HTTP_PORT);
        var options = new HttpOptions(
                settings.text("coordinator.http.host", d.host()),
                settings.integer("coordinator.http.port", d.port(), 0, MAX_PORT),
                settings.duration("coordinator.http.heartbeat", d.heartbeat()),
                settings.integer("coordinator.http.max.streams", d.maxStreams(), 1, MAX_STREAMS),
                advertised(settings));
        return settings.flag("coordinator.http.enabled", true) ? Optional.of(options) : Optional.empty();
    }

    private static Optional<String> advertised(Settings settings) {
        var key = "coordinator.http.advertised";
        var address = settings.text(key);
        if (address.isPresent() && !ADDRESS.matcher(address.get()).matches()) {
            settings.problem(key, "'" + address.get() + "' is not of the form host:port");
            return Optional.empty();
        }
        return address;
    }

    private static <E extends Enum<E>> E constant(Settings settings, String key, Class<E> type, E fallback) {
        var word = settings.text(key, word(fallback));
        var constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> word(constant).equals(word))
                .findFirst()
                .orElseGet(() -> {
                    var words = Arrays.stream(constants)
                            .map(CoordinatorSettings::word)
                            .toList();
                    settings.problem(key, "'" + word + "' is none of " + words);
                    return fallback;
                });
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
