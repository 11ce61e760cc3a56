package io.orchestrator.embedded;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.loader.MetadataLoader;
import org.apache.kafka.image.publisher.MetadataPublisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the quorum still believes of a broker that was killed. A broker that starts while it still counts as alive leads
 * its partitions for a moment, loses them when it registers anew, and drops the markers of transactions that it wanted to
 * complete in between: what was committed stays hidden from readers of committed records for ever (KAFKA-20734). So the
 * broker is started when the quorum has given its last session up, which registering waits for anyway.
 */
final class LastSession implements MetadataPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(LastSession.class);

    /** More than a session of {@link BrokerSettings} and an election. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final int nodeId;
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    private LastSession(int nodeId) {
        this.nodeId = nodeId;
    }

    /** Returns when the quorum has given the session up, or does not within some seconds: it may be forming still. */
    static void awaitEnd(int nodeId, MetadataLoader metadata) {
        var session = new LastSession(nodeId);
        try {
            metadata.installPublishers(List.of(session)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            session.over.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            metadata.removeAndClosePublisher(session).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "Node {} was killed, and the quorum has not noticed within {}: starting it anyway",
                    nodeId,
                    PATIENCE);
        } catch (ExecutionException e) {
            throw new EmbeddedException("node " + nodeId + " cannot read the cluster's metadata", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedException("interrupted while node " + nodeId + " starts", e);
        }
    }

    @Override
    public String name() {
        return "LastSession-" + nodeId;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public void onMetadataUpdate(MetadataDelta delta, MetadataImage image, LoaderManifest manifest) {
        var registration = image.cluster().broker(nodeId);
        if (registration == null || registration.fenced()) {
            over.complete(null);
        }
    }
}
