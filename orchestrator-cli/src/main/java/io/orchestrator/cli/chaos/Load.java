package io.orchestrator.cli.chaos;

import io.orchestrator.client.ClientException;
import io.orchestrator.client.JobIds;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.model.JobRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Submits jobs; a request that is not acknowledged is sent again, with the same id. Thread-safe. */
final class Load implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Load.class);

    /** Requests under way at once; a tick that finds no room is left out and counted. */
    private static final int MAX_UNDER_WAY = 200;

    /** Ids tried to find one for a partition. */
    private static final int MAX_IDS = 100_000;

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final OrchestratorClient client;
    private final ChaosConfig config;
    private final SecureRandom random = new SecureRandom();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger leftOut = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final Semaphore room = new Semaphore(MAX_UNDER_WAY);
    private final Map<String, Submitted> asked = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;

    /** The client is closed by whoever made it. */
    Load(OrchestratorClient client, ChaosConfig config) {
        this.client = client;
        this.config = config;
    }

    /** One job more, unless too many requests wait for their acknowledgement. */
    void tick() {
        if (room.tryAcquire()) {
            submit(id(), Optional.empty());
        } else {
            leftOut.incrementAndGet();
        }
    }

    /** One job for each partition, to see when each goes on after the hit; what a worker held tells that by itself. */
    void probe(Hit hit) {
        if (hit.blow().kind() == Kind.WORKER) {
            return;
        }
        IntStream.range(0, config.size().partitions()).forEach(partition -> {
            room.acquireUninterruptibly();
            submit(idFor(partition), Optional.of(hit));
        });
    }

    private String id() {
        return JobIds.create(config.workload().plan().id(), Instant.now(), random);
    }

    private String idFor(int partition) {
        for (int i = 0; i < MAX_IDS; i++) {
            var id = id();
            if (partition(id) == partition) {
                return id;
            }
        }
        throw new ChaosException("found no job id for partition " + partition);
    }

    private int partition(String jobId) {
        return BuiltInPartitioner.partitionForKey(
                jobId.getBytes(StandardCharsets.UTF_8), config.size().partitions());
    }

    private void submit(String jobId, Optional<Hit> probeOf) {
        var inputs = config.workload().inputs().apply(numbers.getAndIncrement());
        asked.put(jobId, new Submitted(jobId, inputs, partition(jobId), probeOf));
        var request = new JobRequest(
                jobId,
                Optional.of(config.workload().plan().key()),
                Optional.empty(),
                inputs,
                Optional.empty(),
                Map.of(),
                config.folders().work().toString(),
                "chaos",
                Instant.now().toEpochMilli());
        threads.execute(() -> {
            try {
                untilAcknowledged(request);
            } finally {
                room.release();
            }
        });
    }

    private void untilAcknowledged(JobRequest request) {
        while (!closed) {
            try {
                client.submit(request);
                acknowledged.add(request.jobId());
                return;
            } catch (ClientException e) {
                if (e.kind() == ClientException.Kind.INVALID || e.kind() == ClientException.Kind.INTERRUPTED) {
                    throw e;
                }
                LOG.info("Request {} is sent again: {}", request.jobId(), e.getMessage());
                repeated.incrementAndGet();
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("interrupted between two requests", e);
        }
    }

    /** A job before all others, whose end tells how they should end. */
    String reference() {
        var jobId = id();
        room.acquireUninterruptibly();
        submit(jobId, Optional.empty());
        return jobId;
    }

    List<Submitted> asked() {
        return List.copyOf(asked.values());
    }

    /** Requests that the brokers have not acknowledged yet. */
    int underWay() {
        return MAX_UNDER_WAY - room.availablePermits();
    }

    boolean acknowledged(String jobId) {
        return acknowledged.contains(jobId);
    }

    int acknowledgedCount() {
        return acknowledged.size();
    }

    /** Ticks for which there was no room. */
    int leftOut() {
        return leftOut.get();
    }

    /** Requests that were sent once more because no acknowledgement came. */
    int repeated() {
        return repeated.get();
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("{} requests were never acknowledged", underWay());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
