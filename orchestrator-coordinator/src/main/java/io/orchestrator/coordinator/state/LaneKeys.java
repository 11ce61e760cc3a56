package io.orchestrator.coordinator.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keys of the store of lanes, made so that byte order is the order of reading: a byte for the kind of row; then the lane's
 * name after its length, so that any text can be one; then a time or a turn as eight bytes, and the job's id.
 */
public final class LaneKeys {

    private static final byte LANE = 1;
    private static final byte PLACE = 2;
    private static final byte WAITING = 3;
    private static final byte MEMBER = 4;
    private static final byte DUE = 5;
    private static final String NOBODY = "";

    private LaneKeys() {}

    /**
     * Something to do at a time.
     *
     * @param dueAtMs epoch milliseconds
     * @param lane the lane's name
     * @param jobId whom to ask; empty where the lane itself is to be looked at
     */
    public record Due(long dueAtMs, String lane, String jobId) {}

    public static byte[] lane(String lane) {
        return key(LANE, lane, NOBODY);
    }

    /** No lane's key is smaller. */
    public static byte[] firstLane() {
        return new byte[] {LANE};
    }

    /** Every lane's key is smaller. */
    public static byte[] lastLane() {
        return new byte[] {LANE + 1};
    }

    /** The name of the lane whose key it is. */
    public static String nameOfLane(byte[] key) {
        var buffer = ByteBuffer.wrap(key, 1, key.length - 1);
        var name = new byte[buffer.getInt()];
        buffer.get(name);
        return new String(name, StandardCharsets.UTF_8);
    }

    public static byte[] place(String lane, String jobId) {
        return key(PLACE, lane, jobId);
    }

    /** No key of the lane's places is smaller. */
    public static byte[] firstPlace(String lane) {
        return key(PLACE, lane, NOBODY);
    }

    /** Every key of the lane's places is smaller: no byte of a text is as large as its last. */
    public static byte[] lastPlace(String lane) {
        var first = firstPlace(lane);
        var last = Arrays.copyOf(first, first.length + 1);
        last[first.length] = (byte) 0xff;
        return last;
    }

    /** The id of the job whose place has that key. */
    public static String jobOfPlace(byte[] key) {
        var at = 1 + Integer.BYTES + ByteBuffer.wrap(key, 1, Integer.BYTES).getInt();
        return new String(key, at, key.length - at, StandardCharsets.UTF_8);
    }

    /** @param turn not negative */
    public static byte[] waiting(String lane, long turn, String jobId) {
        return key(WAITING, lane, turn, jobId);
    }

    /** No key of those that wait in the lane is smaller. */
    public static byte[] firstWaiting(String lane) {
        return key(WAITING, lane, 0, NOBODY);
    }

    /** Every key of those that wait in the lane is smaller. */
    public static byte[] lastWaiting(String lane) {
        return key(WAITING, lane, Long.MAX_VALUE, NOBODY);
    }

    public static byte[] member(String lane, long arrivedAtMs, String jobId) {
        return key(MEMBER, lane, arrivedAtMs, jobId);
    }

    /** When the member with that key arrived, epoch milliseconds. */
    public static long arrivalOfMember(byte[] key) {
        var at = 1 + Integer.BYTES + ByteBuffer.wrap(key, 1, Integer.BYTES).getInt();
        return ByteBuffer.wrap(key, at, Long.BYTES).getLong();
    }

    /** No key of the lane's members is smaller. */
    public static byte[] firstMember(String lane) {
        return key(MEMBER, lane, 0, NOBODY);
    }

    /** Every key of the lane's members is smaller. */
    public static byte[] lastMember(String lane) {
        return key(MEMBER, lane, Long.MAX_VALUE, NOBODY);
    }

    public static byte[] due(Due due) {
        var lane = due.lane().getBytes(StandardCharsets.UTF_8);
        var id = due.jobId().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + Long.BYTES + Integer.BYTES + lane.length + id.length)
                .put(DUE)
                .putLong(due.dueAtMs())
                .putInt(lane.length)
                .put(lane)
                .put(id)
                .array();
    }

    /** The first key of that time. */
    public static byte[] dueFrom(long atMs) {
        return ByteBuffer.allocate(1 + Long.BYTES).put(DUE).putLong(atMs).array();
    }

    /** What a key of {@link #due(Due)} says. */
    public static Due due(byte[] key) {
        var buffer = ByteBuffer.wrap(key);
        buffer.get();
        var atMs = buffer.getLong();
        var lane = new byte[buffer.getInt()];
        buffer.get(lane);
        var id = new byte[buffer.remaining()];
        buffer.get(id);
        return new Due(atMs, new String(lane, StandardCharsets.UTF_8), new String(id, StandardCharsets.UTF_8));
    }

    private static byte[] key(byte kind, String lane, String jobId) {
        var name = lane.getBytes(StandardCharsets.UTF_8);
        var id = jobId.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + Integer.BYTES + name.length + id.length)
                .put(kind)
                .putInt(name.length)
                .put(name)
                .put(id)
                .array();
    }

    private static byte[] key(byte kind, String lane, long order, String jobId) {
        var name = lane.getBytes(StandardCharsets.UTF_8);
        var id = jobId.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + Integer.BYTES + name.length + Long.BYTES + id.length)
                .put(kind)
                .putInt(name.length)
                .put(name)
                .putLong(order)
                .put(id)
                .array();
    }
}
