package io.orchestrator.worker;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.orchestrator.artifact.ArtifactException;
import io.orchestrator.artifact.ArtifactStore;
import io.orchestrator.artifact.LargeValues;
import io.orchestrator.codec.Codecs;
import io.orchestrator.registry.HttpSchemaRegistryClient;
import io.orchestrator.registry.SchemaRegistryClient;
import io.orchestrator.worker.guard.GuardConfig;
import io.orchestrator.worker.guard.Guards;
import io.orchestrator.worker.loop.LoopConfig;
import io.orchestrator.worker.loop.WorkLoop;
import io.orchestrator.worker.meter.WorkerMeters;
import io.orchestrator.worker.model.ConfiguredModels;
import io.orchestrator.worker.model.ModelRunner;
import io.orchestrator.worker.run.Parcels;
import io.orchestrator.worker.run.SecretStore;
import io.orchestrator.worker.run.TaskRunner;
import io.orchestrator.worker.run.ToolShelf;
import io.orchestrator.worker.tool.builtin.Tools;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker process: takes step commands, runs them, publishes what came of them. Start once, close once. */
public final class Worker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final WorkerConfig config;
    private final Admin admin;
    private final SchemaRegistryClient registry;
    private final PrometheusMeterRegistry meters;
    private final WorkLoop loop;
    private final LargeValues values;
    private Optional<HealthServer> health = Optional.empty();

    private Worker(
            WorkerConfig config,
            Admin admin,
            SchemaRegistryClient registry,
            PrometheusMeterRegistry meters,
            WorkLoop loop,
            LargeValues values) {
        this.config = config;
        this.admin = admin;
        this.registry = registry;
        this.meters = meters;
        this.loop = loop;
        this.values = values;
    }

    /**
     * Connects to broker and registry, and makes all parts; takes no command before {@link #start}.
     *
     * @throws WorkerStartException where something that a worker needs is missing
     */
    public static Worker create(WorkerConfig config) {
        var admin = Admin.create(new HashMap<String, Object>(config.kafka()));
        var registry = HttpSchemaRegistryClient.create(config.registry());
        try {
            return connect(config, admin, registry);
        } catch (RuntimeException e) {
            registry.close();
            admin.close();
            throw e;
        }
    }

    private static Worker connect(WorkerConfig config, Admin admin, SchemaRegistryClient registry) {
        var codecs = Codecs.create(registry, config.loop().topics());
        var loopConfig = check(config, admin, codecs);
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        var workerMeters = new WorkerMeters(meters);
        var values = artifacts(config);
        var loop = WorkLoop.create(new WorkLoop.Parts(
                loopConfig,
                config.kafka(),
                admin,
                codecs,
                runner(config, workerMeters, values),
                workerMeters,
                InstantSource.system()));
        return new Worker(config, admin, registry, meters, loop, values);
    }

    private static TaskRunner runner(WorkerConfig config, WorkerMeters meters, LargeValues values) {
        var models = ConfiguredModels.create(config.models());
        var guards = new Guards(config.guards(), GuardConfig.defaults(), meters.registry());
        var secrets = SecretStore.create(
                config.secrets().environment(), config.secrets().folder(), models.keys());
        return new TaskRunner(new TaskRunner.Parts(
                new ToolShelf(Tools.builtIn(config.toolLimits()), config.tools()),
                new ModelRunner(models, guards, meters),
                guards,
                secrets,
                config.sealer(),
                config.workspaces(),
                meters,
                new Parcels(values, config.artifacts().memoryMib(), meters)));
    }

    private static LargeValues artifacts(WorkerConfig config) {
        var values = config.artifacts().store().open();
        try {
            values.store().ifPresent(store -> {
                store.check();
                LOG.info(
                        "values of more than {} bytes are kept in {}; coordinators and workers all need the same",
                        LargeValues.INLINE_BYTES,
                        store.place());
            });
            return values;
        } catch (ArtifactException e) {
            throw new WorkerStartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static LoopConfig check(WorkerConfig config, Admin admin, Codecs codecs) {
        var loop = config.loop();
        var check = new ClusterCheck(admin, String.valueOf(config.kafka().get("bootstrap.servers")));
        var brokers = check.brokers();
        check.topics(loop.topics(), loop.queues());
        check.shareGroups(loop.topics(), loop.queues());
        ClusterCheck.schemas(
                codecs, loop.queues(), String.valueOf(config.registry().get("schema.registry.url")));
        return switch (config.autoFetchWait()) {
            case AS_SET -> loop;
            case BY_BROKERS ->
                loop.withFetchWait(brokers == 1 ? LoopConfig.FETCH_WAIT_ALONE : LoopConfig.FETCH_WAIT_MANY);
        };
    }

    /** Begins to take commands. */
    public void start() {
        health = config.http().map(bind -> HealthServer.start(bind, loop, meters));
        loop.start();
        LOG.info(
                "worker {} serves {} with {} slots",
                config.loop().workerId(),
                config.loop().queues(),
                config.loop().slots());
    }

    /** Whether every lane takes commands. */
    public boolean ready() {
        return loop.ready();
    }

    public String id() {
        return config.loop().workerId();
    }

    /** Where health and metrics are served; empty where they are not. */
    public OptionalInt httpPort() {
        return health.map(server -> OptionalInt.of(server.port())).orElse(OptionalInt.empty());
    }

    /** The metrics as Prometheus text. */
    public String scrape() {
        return meters.scrape();
    }

    /** Drains, then disconnects; returns within the drain time and some seconds. */
    @Override
    public void close() {
        loop.close();
        health.ifPresent(HealthServer::close);
        registry.close();
        admin.close();
        values.store().ifPresent(ArtifactStore::close);
        meters.close();
    }
}
