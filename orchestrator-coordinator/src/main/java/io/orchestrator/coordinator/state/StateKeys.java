package io.orchestrator.coordinator.state;

import io.orchestrator.engine.ItemsPath;
import io.orchestrator.engine.VariablePath;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.StepPath;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Keys of the stores, made so that byte order is the order of reading: leaves by job and path, timers by time. A job id
 * holds no byte 0 (see {@code JobIds}), so byte 0 ends it.
 */
public final class StateKeys {

    private static final byte END = 0;
    private static final byte VARIABLE = 1;
    /** Begins the generation at the end of a leaf's key; no frame or step has a number that begins with it. */
    private static final byte GENERATION = 2;
    /** Begins, where else a path would, what is not about a step. */
    private static final byte SAVED = 3;

    private static final byte CHECKPOINTS = 4;
    private static final byte SIGNALS = 5;
    private static final int GENERATION_BYTES = 1 + Integer.BYTES;
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

    /** The key of what a leaf was from a generation on: the leaf's own for 0, else that, 2, and the generation. */
    public static byte[] at(byte[] leaf, int generation) {
        return generation == 0
                ? leaf
                : ByteBuffer.allocate(leaf.length + GENERATION_BYTES)
                        .put(leaf)
                        .put(GENERATION)
                        .putInt(generation)
                        .array();
    }

    /** The generation in a key that {@link #at} made of that leaf's. */
    public static int generation(byte[] leaf, byte[] key) {
        return key.length == leaf.length
                ? 0
                : ByteBuffer.wrap(key, leaf.length + 1, Integer.BYTES).getInt();
    }

    /** The root that a checkpoint keeps. */
    public static byte[] saved(String jobId, int checkpoint) {
        var tail = ByteBuffer.allocate(1 + Integer.BYTES).put(SAVED).putInt(checkpoint);
        return key(jobId, List.of(), tail.array());
    }

    /** The list of checkpoints; it has no generations. */
    public static byte[] checkpoints(String jobId) {
        return key(jobId, List.of(), new byte[] {CHECKPOINTS});
    }

    /** Signals that came early, and steps that wait for some. */
    public static byte[] signals(String jobId) {
        return key(jobId, List.of(), new byte[] {SIGNALS});
    }

    /** Whether the key of a leaf is that of a step, of any generation. */
    public static boolean isStep(byte[] key) {
        return ofStep(key).isPresent();
    }

    /**
     * The key of the step of which this is a version; empty where it is no step's: frames and items have other lengths,
     * variables and what is not about a step another byte.
     */
    public static Optional<byte[]> ofStep(byte[] key) {
        var from = 0;
        while (key[from] != END) {
            from++;
        }
        if (from + 1 < key.length && key[from + 1] >= SAVED && key[from + 1] <= SIGNALS) {
            return Optional.empty();
        }
        for (var at = from + 1; at < key.length; at += 2 * Integer.BYTES) {
            // A name follows; the last byte of a key can be that of a generation.
            if (key[at] == VARIABLE && at < key.length - 1) {
                return Optional.empty();
            }
        }
        var length = key.length - from - 1;
        if (length % (2 * Integer.BYTES) == Integer.BYTES) {
            return Optional.of(key);
        }
        var leaf = key.length - GENERATION_BYTES;
        var versioned = (length - GENERATION_BYTES) % (2 * Integer.BYTES) == Integer.BYTES
                && length > GENERATION_BYTES
                && key[leaf] == GENERATION;
        return versioned ? Optional.of(Arrays.copyOf(key, leaf)) : Optional.empty();
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
