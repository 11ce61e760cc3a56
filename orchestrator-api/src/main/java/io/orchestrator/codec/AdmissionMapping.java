package io.orchestrator.codec;

import io.orchestrator.avro.AdmissionDetail;
import io.orchestrator.avro.JobEvent;
import io.orchestrator.model.AdmissionFact;
import io.orchestrator.model.JobLane;
import io.orchestrator.model.JobTicket;
import io.orchestrator.model.LaneRequest;
import java.util.List;

/** What jobs and lanes say to each other, and what {@code job.events} tells of it. */
final class AdmissionMapping {

    private AdmissionMapping() {}

    static io.orchestrator.avro.LaneRequest toRecord(LaneRequest request) {
        return new io.orchestrator.avro.LaneRequest(
                lane(request.lane()),
                request.jobId(),
                request.round(),
                request.kind().name(),
                request.priority().word(),
                Fields.instant(request.sinceMs()));
    }

    static LaneRequest fromRecord(io.orchestrator.avro.LaneRequest record) {
        return new LaneRequest(
                lane(record.getLane()),
                record.getJobId(),
                record.getRound(),
                Fields.constant("kind", LaneRequest.Kind.class, record.getKind()),
                Fields.priority(record.getPriority()),
                record.getSince().toEpochMilli());
    }

    static io.orchestrator.avro.JobTicket toRecord(JobTicket ticket) {
        return new io.orchestrator.avro.JobTicket(
                ticket.jobId(), ticket.lane(), ticket.round(), ticket.kind().name());
    }

    static JobTicket fromRecord(io.orchestrator.avro.JobTicket record) {
        return new JobTicket(
                record.getJobId(),
                record.getLane(),
                record.getRound(),
                Fields.constant("kind", JobTicket.Kind.class, record.getKind()));
    }

    private static io.orchestrator.avro.JobLane lane(JobLane lane) {
        return new io.orchestrator.avro.JobLane(
                lane.name(), lane.limit(), lane.onLimit().name());
    }

    private static JobLane lane(io.orchestrator.avro.JobLane record) {
        return new JobLane(
                record.getName(),
                record.getLimit(),
                Fields.constant("onLimit", JobLane.OnLimit.class, record.getOnLimit()));
    }

    static void put(JobEvent record, AdmissionFact fact) {
        var detail = new AdmissionDetail(List.of(), "", 0, 0, null);
        switch (fact) {
            case AdmissionFact.Queued f -> {
                detail.setLanes(f.lanes().stream().map(AdmissionMapping::lane).toList());
                detail.setRound(f.round());
                detail.setSince(Fields.instant(f.sinceMs()));
            }
            case AdmissionFact.Admitted f -> {
                detail.setLane(f.lane());
                detail.setRound(f.round());
                detail.setLeft(f.left());
            }
        }
        record.setAdmission(detail);
    }

    /** @throws IllegalArgumentException where no fact has the record's type */
    static AdmissionFact fact(JobEvent record) {
        var detail = Fields.required("admission", record.getAdmission());
        return switch (record.getType()) {
            case "job.queued" ->
                new AdmissionFact.Queued(
                        detail.getLanes().stream().map(AdmissionMapping::lane).toList(),
                        detail.getRound(),
                        Fields.required("since", detail.getSince()).toEpochMilli());
            case "job.admitted" -> new AdmissionFact.Admitted(detail.getLane(), detail.getRound(), detail.getLeft());
            default -> throw Fields.unknown("type", record.getType(), null);
        };
    }
}
