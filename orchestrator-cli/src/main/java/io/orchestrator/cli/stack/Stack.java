package io.orchestrator.cli.stack;

import io.orchestrator.cli.stack.StackClaim.Completeness;
import io.orchestrator.coordinator.Coordinator;
import io.orchestrator.embedded.BrokerConfig;
import io.orchestrator.embedded.EmbeddedBroker;
import io.orchestrator.embedded.RegistryConfig;
import io.orchestrator.embedded.RegistryServer;
import io.orchestrator.topics.TopicAdmin;
import io.orchestrator.worker.Worker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running stack in this JVM. {@link #close} stops it, the last part started first; its data and unfinished jobs stay.
 */
public final class Stack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Stack.class);

    /** How long the members of a killed process are believed: the next start waits for that. */
    public static final Map<String, String> SESSIONS = Map.of(
            "group.streams.session.timeout.ms", "6000",
            "group.share.session.timeout.ms", "6000",
            "group.consumer.session.timeout.ms", "6000");

    private static final Duration RUNNING_TIMEOUT = Duration.ofSeconds(90);

    private final StackLock lock;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private volatile Optional<Coordinator> jobs = Optional.empty();
    private volatile Addresses addresses = new Addresses(0, "", "", "", false);

    private Stack(StackLock lock) {
        this.lock = lock;
    }

    /**
     * Returns when clients can connect and jobs run. The stack owns the lock, whatever happens.
     *
     * @throws RuntimeException of the part that cannot start, with a message for people
     */
    public static Stack start(StackConfig config, StackLock lock) {
        var stack = new Stack(lock);
        try {
            Components.check(config);
            stack.startData(config);
            stack.startJobs(config);
            lock.publish(stack.addresses());
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private void startData(StackConfig config) {
        var broker = opened(EmbeddedBroker.start(
                new BrokerConfig(config.home().kafka(), 1, config.ports().kafka(), SESSIONS)));
        var bootstrap = broker.bootstrapServers();
        Together.run(
                () -> {
                    var registry = opened(RegistryServer.start(
                            RegistryConfig.onTopic(config.ports().registry(), bootstrap)));
                    addresses = new Addresses(ProcessHandle.current().pid(), bootstrap, registry.url(), "", false);
                },
                () -> applyTopics(config, bootstrap));
    }

    private static void applyTopics(StackConfig config, String bootstrap) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            var manifest = TopicSettings.read(config.settings().with(Map.of()), TopicSettings.EMBEDDED);
            new TopicAdmin(admin).apply(manifest).forEach(done -> LOG.info("Topics: {}", done));
        }
    }

    private void startJobs(StackConfig config) {
        if (config.complete() == Completeness.DATA) {
            return;
        }
        var components = Components.read(config, addresses);
        Together.run(() -> startCoordinator(components), () -> startWorker(components));
    }

    private void startCoordinator(Components components) {
        var coordinator = opened(Coordinator.create(components.coordinator()));
        coordinator.start();
        jobs = Optional.of(coordinator);
        try {
            if (!coordinator.awaitRunning(RUNNING_TIMEOUT)) {
                throw StackException.failure(coordinator
                        .failure()
                        .orElse("the coordinator did not get ready in " + RUNNING_TIMEOUT.toSeconds()
                                + " s; the log file in the data folder says why"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StackException.failure("interrupted while the coordinator started");
        }
        addresses = addresses.running(coordinator.httpUrl().orElse(""));
    }

    private void startWorker(Components components) {
        opened(Worker.create(components.worker())).start();
    }

    private synchronized <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /** Calls {@code told} with what is wrong and what to do if no job can run here any more; once. */
    public void onFailure(Consumer<String> told) {
        jobs.ifPresent(coordinator -> coordinator.onFailure(told));
    }

    /** Why no job can run here any more; empty while they can. */
    public Optional<String> failure() {
        return jobs.flatMap(Coordinator::failure);
    }

    public Addresses addresses() {
        return addresses;
    }

    /** Waits until no other process uses this stack; from then on none can. */
    public boolean shutOutGuests() {
        return lock.shutOutGuests();
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            var part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.error(
                        "Stopping {} failed; going on with the rest",
                        part.getClass().getSimpleName(),
                        e);
            }
        }
        lock.close();
    }
}
