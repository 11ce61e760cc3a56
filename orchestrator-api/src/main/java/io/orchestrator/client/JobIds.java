package io.orchestrator.client;

import io.orchestrator.schedule.ScheduledRequests;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Ids of jobs: {@code <workflow-id>-<UUIDv7>}. The UUID begins with the time of its making (RFC 9562), so ids of a
 * workflow sort by age, and a reader finds a job's first event by time.
 */
public final class JobIds {

    /** The longest id, in characters. */
    public static final int MAX_LENGTH = 128;

    private static final int UUID_LENGTH = 36;
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (MAX_LENGTH - 1) + "}");
    private static final Pattern UUID_V7 =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private JobIds() {}

    /** Whether a job may have this id. */
    public static boolean valid(String jobId) {
        return VALID.matcher(jobId).matches();
    }

    /**
     * A new id.
     *
     * @param workflowId characters that ids may not have become dashes, and a long one is cut
     * @param at when the job is asked for, to the millisecond
     * @param random source of the UUID's other 74 bits
     */
    public static String create(String workflowId, Instant at, RandomGenerator random) {
        var name = workflowId.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[._-]+", "");
        var start = name.isEmpty() ? "job" : name.substring(0, Math.min(name.length(), MAX_LENGTH - UUID_LENGTH - 1));
        return start + "-" + uuid(at.toEpochMilli(), random);
    }

    private static UUID uuid(long epochMs, RandomGenerator random) {
        var high = (epochMs << 16) | 0x7000L | (random.nextLong() & 0xfffL);
        var low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /**
     * When the id was made, or the time of a schedule that is its job's; empty where it ends neither in a UUIDv7 nor in such
     * a time.
     */
    public static Optional<Instant> time(String jobId) {
        var start = jobId.length() - UUID_LENGTH;
        if (start < 0 || !UUID_V7.matcher(jobId.substring(start)).matches()) {
            return ScheduledRequests.time(jobId);
        }
        var uuid = UUID.fromString(jobId.substring(start));
        return Optional.of(Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16));
    }
}
