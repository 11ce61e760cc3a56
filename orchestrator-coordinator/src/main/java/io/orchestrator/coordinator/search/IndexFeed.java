package io.orchestrator.coordinator.search;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes the index, over and over from its last commit, whatever happens on the way. It is never
 * interrupted: Lucene would lose its files.
 */
final class IndexFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IndexFeed.class);

    /** Between two tries. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final SearchSource source;
    private final IndexFolder folder;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "job-index");
    private volatile @Nullable IndexRun current;
    private volatile String waitsFor = "the index of jobs is being opened";

    IndexFeed(SearchSource source, IndexFolder folder) {
        this.source = source;
        this.folder = folder;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * The index as soon as it holds what was there when it was opened.
     *
     * @throws IndexNotReadyException where that takes longer
     */
    JobIndex awaitIndex(Duration atMost) {
        var endNs = System.nanoTime() + atMost.toNanos();
        try {
            do {
                var run = current;
                if (run != null && run.complete()) {
                    return run.index();
                }
            } while (!closing.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS) && System.nanoTime() < endNs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IndexNotReadyException(notReady().orElse("the index of jobs was being opened; ask again"), null);
    }

    /** Why there is none yet; empty where there is. */
    Optional<String> notReady() {
        var run = current;
        return run == null
                ? Optional.of(waitsFor)
                : Optional.of(run).filter(opened -> !opened.complete()).map(IndexRun::progressText);
    }

    /** The files are broken. */
    void makeAgain() {
        var run = current;
        if (run != null) {
            run.giveUp();
        }
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                runOnce();
            }
        } catch (InterruptedException e) {
            LOG.warn("the search index is not kept up any more: its thread was interrupted");
            Thread.currentThread().interrupt();
        } finally {
            closeFolder();
        }
    }

    private void runOnce() throws InterruptedException {
        try (var run = IndexRun.open(source, folder)) {
            current = run;
            run.followUntil(() -> closing.getCount() == 0);
        } catch (WakeupException e) {
            LOG.debug("the search index is closed", e);
        } catch (OffsetOutOfRangeException | UnusableIndexException e) {
            LOG.warn("the search index is made again: {}", e.getMessage());
            source.metrics().indexRebuilt();
            forget();
        } catch (IOException | RuntimeException e) {
            // Kafka or the registry is away, the disk is full: nothing is lost, it is tried again.
            waitsFor = "the index of jobs cannot be used: " + e.getMessage();
            LOG.warn("the search index is not kept up; tried again in {} s", PAUSE.toSeconds(), e);
            closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            current = null;
        }
    }

    private void forget() throws InterruptedException {
        try {
            folder.clear();
        } catch (IOException e) {
            LOG.warn("the search index cannot be deleted; tried again in {} s", PAUSE.toSeconds(), e);
            closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void closeFolder() {
        try {
            folder.close();
        } catch (IOException e) {
            LOG.warn("closing the search index failed", e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        var run = current;
        if (run != null) {
            run.stop();
        }
        try {
            if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
                LOG.warn("the search index did not close within {} s", CLOSE_TIMEOUT.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
