package io.orchestrator.coordinator;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.orchestrator.artifact.ArtifactException;
import io.orchestrator.artifact.LargeValues;
import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.client.ClientConfig;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.codec.Codecs;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.ModelCatalog;
import io.orchestrator.coordinator.emit.Emitter;
import io.orchestrator.coordinator.http.ApiServer;
import io.orchestrator.coordinator.http.HttpOptions;
import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.coordinator.runtime.Clients;
import io.orchestrator.coordinator.runtime.StreamsOptions.GroupProtocol;
import io.orchestrator.coordinator.runtime.StreamsProperties;
import io.orchestrator.coordinator.search.IndexFolder;
import io.orchestrator.coordinator.search.JobSearch;
import io.orchestrator.coordinator.search.SearchSource;
import io.orchestrator.coordinator.streams.JobsParts;
import io.orchestrator.coordinator.streams.JobsTopology;
import io.orchestrator.coordinator.streams.Pace;
import io.orchestrator.coordinator.wire.GlobalLetters;
import io.orchestrator.coordinator.wire.Protocol;
import io.orchestrator.coordinator.workflow.OpenedValues;
import io.orchestrator.coordinator.workflow.PlanCache;
import io.orchestrator.coordinator.workflow.Sweeper;
import io.orchestrator.coordinator.workflow.Terms;
import io.orchestrator.registry.HttpSchemaRegistryClient;
import io.orchestrator.registry.SchemaRegistryException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One coordinator: runs jobs and serves the HTTP API. Several share the partitions of the job topics. Thread-safe.
 */
public final class Coordinator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration ADMIN_CLOSE_TIMEOUT = Duration.ofMillis(500);

    private final KafkaStreams streams;
    private final RestartBudget budget;
    /** Begin to look at the cluster every few seconds. */
    private final List<Runnable> watches;

    private final Optional<ApiServer> api;
    /** The last one opened is closed first. */
    private final Deque<AutoCloseable> resources;

    /** Open until it runs, or never will. */
    private final CountDownLatch started = new CountDownLatch(1);

    private final CountDownLatch stopped = new CountDownLatch(1);

    private Coordinator(
            KafkaStreams streams,
            RestartBudget budget,
            List<Runnable> watches,
            Optional<ApiServer> api,
            Deque<AutoCloseable> resources) {
        this.streams = streams;
        this.budget = budget;
        this.watches = watches;
        this.api = api;
        this.resources = resources;
        streams.setStateListener((now, before) -> changed(now));
    }

    /**
     * Connects and wires everything; nothing runs before {@link #start}.
     *
     * @throws CoordinatorStartException where Kafka or the registry does not answer within seconds, topics are missing, or
     *     the HTTP port is taken
     */
    public static Coordinator create(CoordinatorConfig config) {
        var resources = new ArrayDeque<AutoCloseable>();
        try {
            return wire(config, resources);
        } catch (RuntimeException e) {
            closeAll(resources);
            throw e;
        }
    }

    private static Coordinator wire(CoordinatorConfig config, Deque<AutoCloseable> resources) {
        var admin = Admin.create(new HashMap<String, Object>(config.kafka()));
        // Without a limit it waits a minute for answers that nobody wants any more.
        resources.push(() -> admin.close(ADMIN_CLOSE_TIMEOUT));
        var check = new ClusterCheck(admin, config);
        var partitions = check.jobPartitions();
        if (config.streams().groupProtocol() == GroupProtocol.STREAMS) {
            check.streamsGroup(config.streams());
        }
        var registry = opened(resources, HttpSchemaRegistryClient.create(config.registry()));
        var codecs = Codecs.create(registry, config.topics());
        registerSchemas(codecs, config);

        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        resources.push(meters::close);
        var metrics = new Metrics(meters);
        var compiler = new Compiler(ToolCatalog.builtIn(), new ModelCatalog(config.models()));
        var queues = opened(resources, new KnownQueues(admin, config.topics()));
        var letters = opened(resources, GlobalLetters.create(config.kafka(), codecs, config.topics()));
        var lags =
                opened(resources, new LagSampler(admin, config.topics(), queues::names, metrics, config.lagInterval()));
        var values = artifacts(config, resources);
        var terms = new Terms(new PlanCache(compiler::compile), queues, config.sealer(), new OpenedValues(values));
        var protocol = new Protocol(config.topics(), codecs, partitions, config.claimSecret());
        var emitter = opened(resources, new Emitter(config.kafka(), admin, protocol, values, metrics));
        var parts = new JobsParts(
                protocol,
                terms,
                config.jobs(),
                Pace.from(config.streams()),
                letters,
                metrics,
                opened(resources, new Sweeper(values.store(), metrics)));
        var topology = JobsTopology.of(parts, config.streams().store());
        if (config.streams().groupProtocol() == GroupProtocol.STREAMS) {
            new TopologyTakeover(admin, config.topics().applicationId()).run(topology);
        }
        var streams = new KafkaStreams(topology, streamsProperties(config), new Clients(config.topics()));
        var budget = new RestartBudget(config.streams().restarts(), metrics);
        streams.setUncaughtExceptionHandler(budget);
        bindMeters(resources, meters, streams);

        var client = opened(
                resources,
                OrchestratorClient.create(new ClientConfig(
                        config.bootstrapServers(), config.kafka(), config.registry(), config.topics())));
        var watches = new ArrayList<Runnable>(List.of(queues::start, lags::start, emitter::start));
        Optional<ApiServer> api = config.http().map(http -> {
            var source =
                    new SearchSource(config.kafka(), admin, config.topics(), codecs, metrics, InstantSource.system());
            var search = opened(resources, JobSearch.create(source, indexFolder(config)));
            watches.add(search::start);
            var places = new StatePlaces(streams, config.topics().jobRequests(), partitions, http.reachable());
            var backend = new StreamsBackend(places, client, codecs, terms, search, config);
            return bind(http, backend, metrics, meters);
        });
        api.ifPresent(resources::push);
        return new Coordinator(streams, budget, List.copyOf(watches), api, resources);
    }

    private static LargeValues artifacts(CoordinatorConfig config, Deque<AutoCloseable> resources) {
        var values = config.artifacts().open();
        try {
            values.store().ifPresent(store -> {
                opened(resources, store).check();
                LOG.info(
                        "values of more than {} bytes are kept in {}; coordinators and workers all need the same",
                        LargeValues.INLINE_BYTES,
                        store.place());
            });
            return values;
        } catch (ArtifactException e) {
            throw new CoordinatorStartException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Kafka Streams tells each coordinator where the others' APIs are. */
    private static Properties streamsProperties(CoordinatorConfig config) {
        var properties = StreamsProperties.of(config.topics().applicationId(), config.kafka(), config.streams());
        config.http()
                .flatMap(HttpOptions::reachable)
                .ifPresent(address -> properties.putIfAbsent(StreamsConfig.APPLICATION_SERVER_CONFIG, address));
        return properties;
    }

    private static void registerSchemas(Codecs codecs, CoordinatorConfig config) {
        try {
            codecs.registerAll();
        } catch (SchemaRegistryException e) {
            throw new CoordinatorStartException(
                    "the schema registry at " + config.registryUrl() + " cannot be used: " + e.getMessage()
                            + "; schema.registry.url sets the address",
                    e);
        }
    }

    /** Beside the folder of Kafka Streams, which deletes in its own what it does not know. */
    private static IndexFolder indexFolder(CoordinatorConfig config) {
        var options = config.streams();
        var folder = options.stateDir().resolve(config.topics().applicationId() + "-search");
        return switch (options.store()) {
            case MEMORY -> IndexFolder.inMemory();
            case ROCKSDB -> {
                try {
                    yield IndexFolder.at(folder);
                } catch (IOException e) {
                    throw new CoordinatorStartException(
                            "the folder " + folder + " cannot be made: " + e.getMessage()
                                    + "; coordinator.state.dir sets the folder that it is in",
                            e);
                }
            }
        };
    }

    private static void bindMeters(
            Deque<AutoCloseable> resources, PrometheusMeterRegistry meters, KafkaStreams streams) {
        new JvmMemoryMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        opened(resources, new KafkaStreamsMetrics(streams)).bindTo(meters);
    }

    private static ApiServer bind(
            HttpOptions http, StreamsBackend backend, Metrics metrics, PrometheusMeterRegistry meters) {
        try {
            return ApiServer.bind(http, backend, metrics, meters::scrape);
        } catch (IOException e) {
            throw new CoordinatorStartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> resources, T resource) {
        resources.push(resource);
        return resource;
    }

    /** Joins the group and begins to answer; returns at once. */
    public void start() {
        watches.forEach(Runnable::run);
        streams.start();
        api.ifPresent(server -> {
            server.start();
            LOG.info("the HTTP API listens on port {}", server.port());
        });
    }

    /** Whether jobs are run by then; says so at once where it could not go on. */
    public boolean awaitRunning(Duration timeout) throws InterruptedException {
        return started.await(timeout.toMillis(), TimeUnit.MILLISECONDS)
                && failure().isEmpty();
    }

    /** Returns when it has stopped, by {@link #close} or because it could not go on. */
    public void awaitStopped() throws InterruptedException {
        stopped.await();
    }

    /** Why it stopped for good, and what to do; empty where it did not, or was closed. */
    public Optional<String> failure() {
        return streams.state() == KafkaStreams.State.ERROR
                ? Optional.of("the coordinator stopped for good, because its stream threads died again and again ("
                        + budget.lastDeath() + "): remove the cause and start it again, and its jobs go on")
                : Optional.empty();
    }

    /** Calls {@code told} with its {@link #failure} if it stops for good; once, on a thread of its own. */
    public void onFailure(Consumer<String> told) {
        Thread.startVirtualThread(() -> {
            try {
                awaitStopped();
                failure().ifPresent(told);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Where the HTTP API is served; empty where it is not. */
    public OptionalInt httpPort() {
        return api.map(server -> OptionalInt.of(server.port())).orElse(OptionalInt.empty());
    }

    /** The address of the HTTP API for clients on this machine; empty where there is none. */
    public Optional<String> httpUrl() {
        return api.map(server -> "http://127.0.0.1:" + server.port());
    }

    private void changed(KafkaStreams.State now) {
        if (now == KafkaStreams.State.RUNNING) {
            started.countDown();
        } else if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
            started.countDown();
            stopped.countDown();
        }
    }

    /** Commits, leaves the group and disconnects; other coordinators take over at once. State stays on disk. */
    @Override
    public void close() {
        streams.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_TIMEOUT));
        closeAll(resources);
        stopped.countDown();
    }

    private static void closeAll(Deque<AutoCloseable> resources) {
        while (!resources.isEmpty()) {
            var resource = resources.pop();
            try {
                resource.close();
            } catch (Exception e) {
                LOG.warn(
                        "closing {} failed; going on with the rest",
                        resource.getClass().getSimpleName(),
                        e);
            }
        }
    }
}
