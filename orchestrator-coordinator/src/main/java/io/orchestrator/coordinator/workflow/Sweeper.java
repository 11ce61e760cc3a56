package io.orchestrator.coordinator.workflow;

import io.orchestrator.artifact.ArtifactException;
import io.orchestrator.artifact.ArtifactStore;
import io.orchestrator.coordinator.metrics.Metrics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the artifacts of jobs that have left, on a thread of its own: stream threads only ask whether it is done. Who
 * asks keeps the job's timer until then, so a process that dies forgets nothing. Thread-safe.
 */
public final class Sweeper implements AutoCloseable {

    /** Jobs that wait to be swept; others are asked for again. */
    static final int MAX_WAITING = 1_000;

    /** Jobs of which is known how far they are. */
    private static final int MAX_REMEMBERED = 10 * MAX_WAITING;

    /** Artifacts deleted at once. */
    private static final int BATCH = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final Optional<ArtifactStore> store;
    private final Metrics metrics;
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    /** Of jobs that were asked for last, whether they are swept; those forgotten are queued again. */
    private final Map<String, Boolean> swept = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    private final Optional<Thread> thread;

    public Sweeper(Optional<ArtifactStore> store, Metrics metrics) {
        this.store = store;
        this.metrics = metrics;
        thread = store.map(
                place -> Thread.ofPlatform().daemon().name("artifact-sweeper").start(() -> run(place)));
    }

    /** Whether nothing of the job is left; where something may be, it is deleted soon. */
    public boolean isSwept(String jobId) {
        if (store.isEmpty()) {
            return true;
        }
        synchronized (swept) {
            var done = swept.get(jobId);
            if (Boolean.TRUE.equals(done)) {
                swept.remove(jobId);
                return true;
            }
            if (done == null && waiting.offer(jobId)) {
                swept.put(jobId, false);
            }
            return false;
        }
    }

    private void run(ArtifactStore place) {
        try {
            while (true) {
                sweep(place, waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep(ArtifactStore place, String jobId) {
        try {
            while (!place.delete(jobId, BATCH)) {
                LOG.debug("{} has more artifacts", jobId);
            }
            ended(jobId, true);
        } catch (ArtifactException e) {
            metrics.sweepFailed();
            LOG.warn("the artifacts of {} are still there; they are tried again", jobId, e);
            ended(jobId, false);
        }
    }

    /** What failed is forgotten, and queued when it is asked for next. */
    private void ended(String jobId, boolean done) {
        synchronized (swept) {
            if (done) {
                swept.put(jobId, true);
            } else {
                swept.remove(jobId);
            }
        }
    }

    @Override
    public void close() {
        thread.ifPresent(Thread::interrupt);
    }
}
