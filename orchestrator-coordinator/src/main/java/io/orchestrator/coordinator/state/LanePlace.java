package io.orchestrator.coordinator.state;

/**
 * A job's place in a lane.
 *
 * @param lane the lane's name
 * @param jobId the job
 * @param round of its request
 * @param standing whether it waits or was let through
 * @param turn its order among those that wait: the least is let through first
 * @param arrivedAtMs when it asked first, epoch milliseconds
 * @param checkAtMs when it is asked whether it still runs, epoch milliseconds; 0 while it waits
 * @param leaving whether it was told to make room
 */
public record LanePlace(
        String lane,
        String jobId,
        int round,
        Standing standing,
        long turn,
        long arrivedAtMs,
        long checkAtMs,
        boolean leaving) {

    /** Whether a job waits or was let through. */
    public enum Standing {
        WAITING,
        HELD
    }

    public static LanePlace waiting(String lane, String jobId, int round, long turn, long arrivedAtMs) {
        return new LanePlace(lane, jobId, round, Standing.WAITING, turn, arrivedAtMs, 0, false);
    }

    public boolean held() {
        return standing == Standing.HELD;
    }

    public LanePlace turn(long now) {
        return new LanePlace(lane, jobId, round, standing, now, arrivedAtMs, checkAtMs, leaving);
    }

    /** It was let through, or is looked at again at another time. */
    public LanePlace heldUntil(long nextCheckMs) {
        return new LanePlace(lane, jobId, round, Standing.HELD, turn, arrivedAtMs, nextCheckMs, leaving);
    }

    public LanePlace toldToLeave() {
        return new LanePlace(lane, jobId, round, standing, turn, arrivedAtMs, checkAtMs, true);
    }
}
