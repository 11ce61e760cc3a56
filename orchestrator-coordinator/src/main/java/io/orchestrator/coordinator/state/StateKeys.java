package io.orchestrator.coordinator.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Keys of the stores, made so that byte order is the order of reading: steps by job and index, timers by time. A job id
 * holds no byte 0 (see {@code JobIds}), so byte 0 ends it.
 */
public final class StateKeys {

    private static final byte END = 0;

    private StateKeys() {}

    /** Job id, 0, index as four bytes. */
    public static byte[] step(String jobId, int index) {
        var id = jobId.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(id.length + 1 + Integer.BYTES)
                .put(id)
                .put(END)
                .putInt(index)
                .array();
    }

    /** Due time as eight bytes, job id, 0, and what tells timers of one job at one time apart. */
    public static byte[] timer(Due due) {
        var id = due.jobId().getBytes(StandardCharsets.UTF_8);
        var tail = tail(due).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + id.length + 1 + tail.length)
                .putLong(Math.max(0, due.dueAtMs()))
                .put(id)
                .put(END)
                .put(tail)
                .array();
    }

    /** The first key of that time. */
    public static byte[] timersFrom(long dueAtMs) {
        return ByteBuffer.allocate(Long.BYTES).putLong(dueAtMs).array();
    }

    /** When the timer of that key is due, epoch milliseconds. */
    public static long dueAtMs(byte[] timerKey) {
        return ByteBuffer.wrap(timerKey).getLong();
    }

    private static String tail(Due due) {
        return switch (due) {
            case Due.Step step -> {
                var timer = step.timer();
                yield timer.kind() + "/" + timer.step() + "/" + timer.epoch() + "/" + timer.attempt();
            }
            case Due.Request request -> "REQUEST/" + request.partition() + "/" + request.offset();
            case Due.ForgetJob forget -> "FORGET_JOB";
            case Due.ForgetView forget -> "FORGET_VIEW";
        };
    }
}
