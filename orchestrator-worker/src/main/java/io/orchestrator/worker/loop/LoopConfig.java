package io.orchestrator.worker.loop;

import io.orchestrator.topics.Topics;
import java.time.Duration;
import java.util.List;

/**
 * How a worker takes commands.
 *
 * @param workerId names this process in results and controls
 * @param topics where everything is
 * @param queues the queues it serves
 * @param slots the most attempts at once; from 1
 * @param grace how long a batch waits for its attempts before the unfinished ones are accepted early
 * @param lease how long the coordinator may believe a heartbeat
 * @param drain how long running attempts may take to end when the worker stops
 * @param fetchWait how long the broker may hold a request for commands; with several brokers it is also how long a
 *     command on one can wait for an idle request to another
 */
public record LoopConfig(
        String workerId,
        Topics topics,
        List<String> queues,
        int slots,
        Duration grace,
        Duration lease,
        Duration drain,
        Duration fetchWait) {

    /** The most attempts of one process. */
    public static final int MAX_SLOTS = 1_024;

    public static final int DEFAULT_SLOTS = 64;
    public static final Duration DEFAULT_GRACE = Duration.ofMillis(50);
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(15);

    /** A shorter lease would need more heartbeats than steps. */
    public static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(25);

    /** With one broker nobody waits for an idle request. */
    public static final Duration FETCH_WAIT_ALONE = Duration.ofMillis(500);

    /** With several brokers a lane asks one after the other. */
    public static final Duration FETCH_WAIT_MANY = Duration.ofMillis(20);

    public LoopConfig {
        queues = List.copyOf(queues);
        if (queues.isEmpty() || slots < 1 || slots > MAX_SLOTS) {
            throw new IllegalArgumentException("a worker needs a queue and 1 to " + MAX_SLOTS + " slots");
        }
    }

    public LoopConfig withFetchWait(Duration wait) {
        return new LoopConfig(workerId, topics, queues, slots, grace, lease, drain, wait);
    }
}
