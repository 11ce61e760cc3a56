package io.orchestrator.coordinator.state;

import io.orchestrator.engine.ItemsPath;
import io.orchestrator.engine.VariablePath;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.StepPath;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Keys of the stores, made so that byte order is the order of reading: leaves by job and path, timers by time. A job id
 * holds no byte 0 (see {@code JobIds}), so byte 0 ends it.
 */
public final class StateKeys {

    private static final byte END = 0;
    private static final byte VARIABLE = 1;
    private static final byte[] NOTHING = {};

    private StateKeys() {}

    /** Job id, 0, then the enclosing frames and the step, each number as four bytes. */
    public static byte[] step(String jobId, StepPath path) {
        return key(jobId, PathNumbers.of(path), NOTHING);
    }

    /** As the key of a step, but it ends with the number of a frame. */
    public static byte[] frame(String jobId, FramePath path) {
        return key(jobId, PathNumbers.of(path), NOTHING);
    }

    /** The key of the loop, 0, then the number of the part as four bytes. */
    public static byte[] items(String jobId, ItemsPath path) {
        var tail = ByteBuffer.allocate(1 + Integer.BYTES).put(END).putInt(path.part());
        return key(jobId, PathNumbers.of(path.loop()), tail.array());
    }

    /** Whether the key of a leaf is that of a step: frames and items have other lengths, variables another byte. */
    public static boolean isStep(byte[] key) {
        var from = 0;
        while (key[from] != END) {
            from++;
        }
        for (var at = from + 1; at < key.length; at += 2 * Integer.BYTES) {
            if (key[at] == VARIABLE) {
                return false;
            }
        }
        return (key.length - from - 1) % (2 * Integer.BYTES) == Integer.BYTES;
    }

    /**
     * As the key of the frame, then 1 and the name: where a path would go on, no index of a step begins with that byte,
     * for there are never so many steps.
     */
    public static byte[] variable(String jobId, VariablePath path) {
        var name = path.name().getBytes(StandardCharsets.UTF_8);
        var tail = ByteBuffer.allocate(1 + name.length).put(VARIABLE).put(name);
        return key(jobId, PathNumbers.of(path.frame()), tail.array());
    }

    /** No key of the job's leaves is smaller. */
    public static byte[] first(String jobId) {
        return key(jobId, List.of(), NOTHING);
    }

    /** Every key of the job's leaves is smaller. */
    public static byte[] last(String jobId) {
        var key = first(jobId);
        key[key.length - 1] = END + 1;
        return key;
    }

    private static byte[] key(String jobId, List<Integer> numbers, byte[] tail) {
        var id = jobId.getBytes(StandardCharsets.UTF_8);
        var key = ByteBuffer.allocate(id.length + 1 + numbers.size() * Integer.BYTES + tail.length)
                .put(id)
                .put(END);
        numbers.forEach(key::putInt);
        return key.put(tail).array();
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
