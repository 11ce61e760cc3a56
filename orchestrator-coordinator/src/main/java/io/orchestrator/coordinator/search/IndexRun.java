package io.orchestrator.coordinator.search;

import io.orchestrator.codec.UndecodableException;
import io.orchestrator.model.JobView;
import io.orchestrator.registry.SchemaRegistryException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The index from when it is opened to when it is closed: from its offsets on, every view is written to it. */
final class IndexRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IndexRun.class);

    private static final Duration POLL = Duration.ofMillis(500);

    /** So long after a change it is committed; a crash reads again what came since. */
    private static final Duration COMMIT_AFTER = Duration.ofSeconds(5);

    /** Without a change, so that it does not look old; far below {@link Progress#MAX_AGE}. */
    private static final Duration COMMIT_ANYWAY = Duration.ofMinutes(10);

    private static final Duration REGISTRY_PAUSE = Duration.ofMillis(500);

    private final SearchSource source;
    private final String identity;
    private final Consumer<String, byte[]> consumer;
    private final JobIndex index;
    private final Map<TopicPartition, Long> ends;
    private long committedNs = System.nanoTime();
    private boolean changed;
    private volatile boolean complete;
    private volatile boolean givenUp;
    private volatile boolean stopping;
    private volatile long missing;

    private IndexRun(
            SearchSource source,
            String identity,
            Consumer<String, byte[]> consumer,
            JobIndex index,
            Map<TopicPartition, Long> ends) {
        this.source = source;
        this.identity = identity;
        this.consumer = consumer;
        this.index = index;
        this.ends = ends;
    }

    /** Opens the index of the folder, or a new one, and looks for its place in the topic. */
    static IndexRun open(SearchSource source, IndexFolder folder) throws IOException {
        var identity = source.identity();
        var progress = folder.prepare(identity, source.clock().millis());
        if (progress.isEmpty()) {
            source.metrics().indexRebuilt();
        }
        var offsets = progress.map(Progress::offsets).orElse(Map.of());
        var consumer = source.consumer();
        try {
            var ends = seek(consumer, source.partitions(), offsets);
            return new IndexRun(source, identity, consumer, JobIndex.open(folder), ends);
        } catch (IOException | RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** The ends of the partitions at this moment. */
    private static Map<TopicPartition, Long> seek(
            Consumer<String, byte[]> consumer, List<TopicPartition> partitions, Map<Integer, Long> offsets) {
        consumer.assign(partitions);
        var beginnings = consumer.beginningOffsets(partitions);
        partitions.forEach(partition -> {
            var known = offsets.get(partition.partition());
            consumer.seek(partition, known == null ? beginnings.getOrDefault(partition, 0L) : known);
        });
        return consumer.endOffsets(partitions);
    }

    JobIndex index() {
        return index;
    }

    /** Whether it holds what was there when it was opened. */
    boolean complete() {
        return complete;
    }

    String progressText() {
        return "the index of jobs is being made: " + missing + " of "
                + ends.values().stream().mapToLong(Long::longValue).sum()
                + " records are to be read; ask again in a moment";
    }

    /** Ends with an {@link UnusableIndexException}. */
    void giveUp() {
        givenUp = true;
    }

    /** Waits for nothing any more. */
    void stop() {
        stopping = true;
        consumer.wakeup();
    }

    /** Reads until told to end; then what was read is committed. */
    void followUntil(BooleanSupplier ended) throws IOException {
        while (!ended.getAsBoolean()) {
            if (givenUp) {
                throw new UnusableIndexException("its files are broken");
            }
            try {
                write(consumer.poll(POLL));
            } catch (WakeupException e) {
                LOG.debug("the search index is to be closed", e);
            }
            measure();
            commitInTime();
        }
        commit();
    }

    /** Of several views of a job only the last is written. */
    private void write(Iterable<ConsumerRecord<String, byte[]>> records) throws IOException {
        var last = new LinkedHashMap<String, ConsumerRecord<String, byte[]>>();
        for (var record : records) {
            if (record.key() != null) {
                last.put(record.key(), record);
            }
        }
        for (var record : last.values()) {
            write(record);
            changed = true;
        }
    }

    private void write(ConsumerRecord<String, byte[]> record) throws IOException {
        if (record.value() == null) {
            index.remove(record.key());
            return;
        }
        var view = decode(record);
        if (view != null) {
            index.put(view, record.value());
        }
    }

    /** Null where it cannot be read; the store of views, which reads the same topic, made a dead letter of it. */
    private @Nullable JobView decode(ConsumerRecord<String, byte[]> record) {
        while (true) {
            try {
                return source.codecs().jobViews().decode(record.value());
            } catch (UndecodableException e) {
                LOG.debug("left out the view of job {}", record.key(), e);
                return null;
            } catch (SchemaRegistryException e) {
                if (givenUp || stopping) {
                    throw e;
                }
                LOG.warn("the search index waits for the schema registry: {}", e.getMessage());
                LockSupport.parkNanos(REGISTRY_PAUSE.toNanos());
            }
        }
    }

    private void measure() {
        var left = 0L;
        for (var end : ends.entrySet()) {
            left += Math.max(0, end.getValue() - consumer.position(end.getKey()));
        }
        missing = left;
        complete = complete || left == 0;
        var lag = 0L;
        for (var partition : ends.keySet()) {
            lag += consumer.currentLag(partition).orElse(0);
        }
        source.metrics().indexed(index.size(), lag);
    }

    private void commitInTime() throws IOException {
        var silence = System.nanoTime() - committedNs;
        if (silence > (changed ? COMMIT_AFTER : COMMIT_ANYWAY).toNanos()) {
            commit();
        }
    }

    private void commit() throws IOException {
        var offsets = new HashMap<Integer, Long>();
        ends.keySet().forEach(partition -> offsets.put(partition.partition(), consumer.position(partition)));
        index.commit(new Progress(identity, source.clock().millis(), offsets));
        changed = false;
        committedNs = System.nanoTime();
    }

    @Override
    public void close() throws IOException {
        consumer.close();
        index.close();
    }
}
