package io.orchestrator.cli.stack;

import io.orchestrator.cli.stack.StackClaim.Completeness;
import io.orchestrator.embedded.BrokerConfig;
import io.orchestrator.embedded.EmbeddedBroker;
import io.orchestrator.embedded.RegistryConfig;
import io.orchestrator.embedded.RegistryServer;
import io.orchestrator.topics.TopicAdmin;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running stack in this JVM. {@link #close} stops it, the last part started first; its data and unfinished jobs stay.
 */
public final class Stack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Stack.class);

    private final StackLock lock;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private volatile Addresses addresses = new Addresses(0, "", "", "", false);

    private Stack(StackLock lock) {
        this.lock = lock;
    }

    /** Returns when clients can connect; jobs run from then on or a moment later. */
    public static Stack start(StackConfig config, StackLock lock) {
        var stack = new Stack(lock);
        try {
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
                new BrokerConfig(config.home().kafka(), 1, config.ports().kafka(), Map.of())));
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
            new TopicAdmin(admin).apply(config.manifest()).forEach(done -> LOG.info("Topics: {}", done));
        }
    }

    private void startJobs(StackConfig config) {
        if (config.complete() == Completeness.DATA) {
            return;
        }
    }

    private synchronized <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
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
