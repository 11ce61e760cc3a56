package io.orchestrator.model;

import java.nio.ByteBuffer;

/**
 * A record that could not be used, kept for a person to look at. Topic, partition and offset identify it: a topic that
 * several processes read gives a letter for each of them, and they are equal.
 *
 * @param topic where it came from
 * @param partition its partition
 * @param offset its offset
 * @param value the bytes as they were; empty where they were null
 * @param reason what is wrong with it and what to do
 * @param component who refused it, for example {@code coordinator}
 * @param atMs the record's own time, epoch milliseconds
 */
public record DeadLetter(
        String topic, int partition, long offset, ByteBuffer value, String reason, String component, long atMs) {

    /** The most bytes of a bad record that a letter keeps: the letter itself must fit a record. */
    public static final int MAX_VALUE_BYTES = 900_000;

    /** The longest reason kept, in characters. */
    public static final int MAX_REASON = 4_000;

    /** This letter, small enough for a record; the reason says where bytes were left out. */
    public DeadLetter bounded() {
        var size = value.remaining();
        var kept = Math.min(size, MAX_VALUE_BYTES);
        var cut = kept == size ? "" : " (only the first " + kept + " of its " + size + " bytes are kept)";
        return new DeadLetter(
                topic,
                partition,
                offset,
                value.slice(value.position(), kept),
                reason.substring(0, Math.min(reason.length(), MAX_REASON)) + cut,
                component,
                atMs);
    }
}
