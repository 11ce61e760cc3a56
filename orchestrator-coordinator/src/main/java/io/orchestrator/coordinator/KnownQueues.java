package io.orchestrator.coordinator;

import io.orchestrator.model.Priority;
import io.orchestrator.topics.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queues that have their topics, looked up again and again. A command for a topic that is not there would hold up its
 * whole partition.
 */
final class KnownQueues implements Predicate<String>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KnownQueues.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final Admin admin;
    private final Topics topics;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("known-queues").factory());
    private @Nullable ScheduledFuture<?> looking;
    private volatile Set<String> queues = Set.of(Topics.DEFAULT_QUEUE);

    KnownQueues(Admin admin, Topics topics) {
        this.admin = admin;
        this.topics = topics;
    }

    void start() {
        looking = clock.scheduleWithFixedDelay(this::look, 0, LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean test(String queue) {
        return queues.contains(queue);
    }

    /** Those known now. */
    Set<String> names() {
        return queues;
    }

    private void look() {
        try {
            queues = queuesOf(admin.listTopics().names().get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the queues cannot be looked up now; those known stay known: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A queue counts where all of its priorities have a topic. */
    private Set<String> queuesOf(Set<String> names) {
        var found = new HashMap<String, Integer>();
        var pattern = topics.stepCommandsPattern();
        for (String name : names) {
            var matcher = pattern.matcher(name);
            if (matcher.matches()) {
                found.merge(matcher.group(1), 1, Integer::sum);
            }
        }
        return found.entrySet().stream()
                .filter(entry -> entry.getValue() == Priority.values().length)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void close() {
        if (looking != null) {
            looking.cancel(true);
        }
        clock.shutdownNow();
    }
}
