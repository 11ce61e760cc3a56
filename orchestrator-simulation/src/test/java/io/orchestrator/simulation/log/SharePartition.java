package io.orchestrator.simulation.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.AcknowledgeType;

/** What a share group knows of one partition (KIP-932): who holds which record, and until when. */
public final class SharePartition {

    /** How long a member may hold a record. */
    public static final long LOCK_MS = 15_000;

    /** Then the record is archived: nobody gets it any more. */
    static final int MAX_DELIVERIES = 10;

    /** Records from the first that is not done on; small here, so that seeds reach it. */
    static final int WINDOW = 24;

    private enum State {
        AVAILABLE,
        ACQUIRED,
        DONE
    }

    private static final class Delivery {
        private State state = State.AVAILABLE;
        private int count;
        private String holder = "";
        private long untilMs;
    }

    /** @param deliveries so many times given out, this one included */
    public record Acquired(Entry entry, int deliveries) {}

    private final Log log;
    private final String topic;
    private final int partition;
    private final Map<Long, Delivery> deliveries = new TreeMap<>();
    private final List<Entry> archived = new ArrayList<>();
    private long start;
    private long redeliveries;

    public SharePartition(Log log, String topic, int partition) {
        this.log = log;
        this.topic = topic;
        this.partition = partition;
    }

    /** Locks up to so many records for a member. */
    public List<Acquired> acquire(String member, int max, long nowMs) {
        expire(nowMs);
        var acquired = new ArrayList<Acquired>();
        var entries = log.entries(topic, partition);
        var end = Math.min(entries.size(), start + WINDOW);
        for (var offset = start; offset < end && acquired.size() < max; offset++) {
            var delivery = deliveries.computeIfAbsent(offset, o -> new Delivery());
            if (delivery.state == State.AVAILABLE) {
                delivery.state = State.ACQUIRED;
                delivery.count++;
                redeliveries += delivery.count > 1 ? 1 : 0;
                delivery.holder = member;
                delivery.untilMs = nowMs + LOCK_MS;
                acquired.add(new Acquired(entries.get((int) offset), delivery.count));
            }
        }
        return acquired;
    }

    /** False where the member no longer holds the record. */
    public boolean acknowledge(String member, long offset, AcknowledgeType type, long nowMs) {
        expire(nowMs);
        var delivery = deliveries.get(offset);
        if (delivery == null || delivery.state != State.ACQUIRED || !delivery.holder.equals(member)) {
            return false;
        }
        switch (type) {
            case ACCEPT, REJECT -> delivery.state = State.DONE;
            case RELEASE -> free(offset, delivery);
            case RENEW -> delivery.untilMs = nowMs + LOCK_MS;
        }
        advance();
        return true;
    }

    /** When the next lock ends; {@link Long#MAX_VALUE} where there is none. */
    public long nextExpiryMs() {
        return deliveries.values().stream()
                .filter(delivery -> delivery.state == State.ACQUIRED)
                .mapToLong(delivery -> delivery.untilMs)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Whether every record has been accepted, rejected or archived. */
    public boolean done() {
        return start == log.entries(topic, partition).size();
    }

    /** How often a record was given out that had been given out before. */
    public long redeliveries() {
        return redeliveries;
    }

    /** Records that were given out too often. */
    public List<Entry> archived() {
        return archived;
    }

    private void expire(long nowMs) {
        deliveries.forEach((offset, delivery) -> {
            if (delivery.state == State.ACQUIRED && delivery.untilMs <= nowMs) {
                free(offset, delivery);
            }
        });
        advance();
    }

    private void free(long offset, Delivery delivery) {
        delivery.holder = "";
        if (delivery.count < MAX_DELIVERIES) {
            delivery.state = State.AVAILABLE;
            return;
        }
        delivery.state = State.DONE;
        archived.add(log.entries(topic, partition).get((int) offset));
    }

    private void advance() {
        for (var first = deliveries.get(start);
                first != null && first.state == State.DONE;
                first = deliveries.get(start)) {
            deliveries.remove(start);
            start++;
        }
    }
}
