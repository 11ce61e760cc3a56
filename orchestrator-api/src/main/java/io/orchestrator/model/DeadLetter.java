package io.orchestrator.model;

import java.nio.ByteBuffer;

/**
 * A record that could not be used, kept for a person to look at.
 *
 * @param topic where it came from
 * @param partition its partition
 * @param offset its offset
 * @param value the bytes as they were; empty where they were null
 * @param reason what is wrong with it and what to do
 * @param component who refused it, for example {@code coordinator}
 * @param atMs epoch milliseconds
 */
public record DeadLetter(
        String topic, int partition, long offset, ByteBuffer value, String reason, String component, long atMs) {}
