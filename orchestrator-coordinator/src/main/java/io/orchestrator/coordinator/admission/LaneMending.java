package io.orchestrator.coordinator.admission;

import io.orchestrator.coordinator.state.LaneKeys;
import io.orchestrator.coordinator.state.LaneKeys.Due;
import io.orchestrator.coordinator.state.LanePlace;
import io.orchestrator.coordinator.state.LaneState;
import io.orchestrator.coordinator.state.UnreadableStateException;
import io.orchestrator.model.JobLane;
import io.orchestrator.model.JobTicket;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the rows of one lane fit each other again, where one cannot be read or a change was left half done. A job that was
 * let through and whose place cannot be read keeps one, of any round, until it leaves or says that it does not run: no more
 * run than the limit says. One that waited is forgotten: jobs that wait ask again. Every row of the lane is read.
 */
final class LaneMending {

    private static final Logger LOG = LoggerFactory.getLogger(LaneMending.class);

    private final LaneRows rows;
    private final String lane;
    private final long nowMs;
    private final long checkAtMs;
    /** Jobs whose places cannot be read; in the end those of them that were let through. */
    private final Set<String> broken = new HashSet<>();

    private int running;
    private int waiting;
    private int fresh;

    /** @param checkAtMs when jobs are asked whether they run where nobody else will ask them, epoch milliseconds */
    LaneMending(LaneRows rows, String lane, long nowMs, long checkAtMs) {
        this.rows = rows;
        this.lane = lane;
        this.nowMs = nowMs;
        this.checkAtMs = checkAtMs;
    }

    /** The lane as it is now, not yet stored; where its own row cannot be read either, that of {@code otherwise}. */
    LaneState mend(LaneState otherwise) {
        for (KeyValue<byte[], byte[]> row : rows.between(LaneKeys.firstPlace(lane), LaneKeys.lastPlace(lane))) {
            var jobId = LaneKeys.jobOfPlace(row.key);
            var place = readable(jobId, row.value);
            if (place == null) {
                broken.add(jobId);
            } else {
                keep(place);
            }
        }
        dropWaiting();
        dropMembers();
        return stored(otherwise).counts(running, waiting).fresh(fresh);
    }

    private @Nullable LanePlace readable(String jobId, byte[] value) {
        try {
            return rows.read(value);
        } catch (UnreadableStateException e) {
            LOG.error("the place of job {} in lane {} cannot be read", jobId, lane, e);
            return null;
        }
    }

    private LaneState stored(LaneState otherwise) {
        try {
            return rows.find(lane).orElse(otherwise);
        } catch (UnreadableStateException e) {
            LOG.error("lane {} cannot be read; a limit of its own is that of the next request", lane, e);
            return otherwise;
        }
    }

    private void keep(LanePlace place) {
        if (place.held()) {
            running++;
            var checked = place.checkAtMs() > nowMs ? place : place.heldUntil(checkAtMs);
            rows.put(checked);
            rows.put(new Due(checked.checkAtMs(), lane, checked.jobId()));
        } else {
            waiting++;
            rows.putWaiting(place);
        }
        if (!place.leaving()) {
            fresh++;
            if (isOfKey()) {
                rows.putMember(place);
            }
        }
    }

    /** Forgets who waited and cannot be read, and turns that are nobody's. */
    private void dropWaiting() {
        for (KeyValue<byte[], byte[]> row : rows.between(LaneKeys.firstWaiting(lane), LaneKeys.lastWaiting(lane))) {
            var jobId = LaneRows.id(row.value);
            if (broken.remove(jobId)) {
                rows.delete(LaneKeys.place(lane, jobId));
                rows.delete(row.key);
            } else if (!waitsAt(row.key, jobId)) {
                rows.delete(row.key);
            }
        }
    }

    private boolean waitsAt(byte[] key, String jobId) {
        if (broken.contains(jobId)) {
            return false;
        }
        var place = rows.place(lane, jobId);
        return place != null && !place.held() && Arrays.equals(key, LaneKeys.waiting(lane, place.turn(), jobId));
    }

    /** Forgets members that are none, and gives those that are left over a place that can be read. */
    private void dropMembers() {
        var arrived = new HashMap<String, Long>();
        for (KeyValue<byte[], byte[]> row : rows.between(LaneKeys.firstMember(lane), LaneKeys.lastMember(lane))) {
            var jobId = LaneRows.id(row.value);
            if (broken.contains(jobId)) {
                arrived.put(jobId, LaneKeys.arrivalOfMember(row.key));
            } else if (!isMember(row.key, jobId)) {
                rows.delete(row.key);
            }
        }
        for (String jobId : broken) {
            var leaving = isOfKey() && !arrived.containsKey(jobId);
            keep(new LanePlace(
                    lane,
                    jobId,
                    JobTicket.ANY_ROUND,
                    LanePlace.Standing.HELD,
                    0,
                    arrived.getOrDefault(jobId, nowMs),
                    checkAtMs,
                    leaving));
        }
    }

    private boolean isMember(byte[] key, String jobId) {
        var place = rows.place(lane, jobId);
        return place != null
                && !place.leaving()
                && Arrays.equals(key, LaneKeys.member(lane, place.arrivedAtMs(), jobId));
    }

    private boolean isOfKey() {
        return JobLane.queue(lane).isEmpty();
    }
}
