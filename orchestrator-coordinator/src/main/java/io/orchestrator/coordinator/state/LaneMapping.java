package io.orchestrator.coordinator.state;

import io.orchestrator.avro.StoredAdmission;
import io.orchestrator.avro.StoredJobLane;
import io.orchestrator.avro.StoredLane;
import io.orchestrator.avro.StoredTicket;
import io.orchestrator.engine.Admission;
import io.orchestrator.model.JobLane;
import org.jspecify.annotations.Nullable;

/** Lanes, the places in them, and a job's way through them, to and from their stored records. */
final class LaneMapping {

    private LaneMapping() {}

    static @Nullable StoredAdmission toRecord(@Nullable Admission admission) {
        return admission == null
                ? null
                : new StoredAdmission(
                        admission.lanes().stream().map(LaneMapping::lane).toList(),
                        admission.round(),
                        admission.taken(),
                        admission.sinceMs());
    }

    static @Nullable Admission fromRecord(@Nullable StoredAdmission stored) {
        return stored == null
                ? null
                : new Admission(
                        stored.getLanes().stream().map(LaneMapping::lane).toList(),
                        stored.getRound(),
                        stored.getTaken(),
                        stored.getSinceMs());
    }

    static StoredLane toRecord(LaneState lane) {
        return new StoredLane(lane(lane.lane()), lane.running(), lane.waiting(), lane.fresh(), lane.nextStartMicros());
    }

    static LaneState fromRecord(StoredLane stored) {
        return new LaneState(
                lane(stored.getLane()),
                stored.getRunning(),
                stored.getWaiting(),
                stored.getFresh(),
                stored.getNextStartMicros());
    }

    static StoredTicket toRecord(LanePlace place) {
        return new StoredTicket(
                place.lane(),
                place.jobId(),
                place.round(),
                place.standing().name(),
                place.turn(),
                place.arrivedAtMs(),
                place.checkAtMs(),
                place.leaving());
    }

    static LanePlace fromRecord(StoredTicket stored) {
        return new LanePlace(
                stored.getLane(),
                stored.getJobId(),
                stored.getRound(),
                LanePlace.Standing.valueOf(stored.getStanding()),
                stored.getTurn(),
                stored.getArrivedAtMs(),
                stored.getCheckAtMs(),
                stored.getLeaving());
    }

    private static StoredJobLane lane(JobLane lane) {
        return new StoredJobLane(lane.name(), lane.limit(), lane.onLimit().name());
    }

    private static JobLane lane(StoredJobLane stored) {
        return new JobLane(stored.getName(), stored.getLimit(), JobLane.OnLimit.valueOf(stored.getOnLimit()));
    }
}
