package io.orchestrator.coordinator.state;

import io.orchestrator.avro.StoredTimer;
import io.orchestrator.engine.JobTimer;
import java.nio.ByteBuffer;

/** A timer row to and from its stored record. */
final class DueMapping {

    private static final String REQUEST = "REQUEST";
    private static final String FORGET_JOB = "FORGET_JOB";
    private static final String FORGET_VIEW = "FORGET_VIEW";

    private DueMapping() {}

    static StoredTimer toRecord(Due due) {
        return switch (due) {
            case Due.Step step -> {
                var timer = step.timer();
                var stored = stored(due, timer.kind().name());
                stored.setPath(timer.step());
                stored.setEpoch(timer.epoch());
                stored.setAttempt(timer.attempt());
                yield stored;
            }
            case Due.Request request -> {
                var stored = stored(due, REQUEST);
                stored.setRequest(request.value().duplicate());
                stored.setPartition(request.partition());
                stored.setOffset(request.offset());
                stored.setGiveUpAtMs(request.giveUpAtMs());
                yield stored;
            }
            case Due.ForgetJob forget -> stored(due, FORGET_JOB);
            case Due.ForgetView forget -> stored(due, FORGET_VIEW);
        };
    }

    private static StoredTimer stored(Due due, String kind) {
        return new StoredTimer(due.jobId(), kind, due.dueAtMs(), 0, "", 0, 0, null, 0, 0L, 0L);
    }

    static Due fromRecord(StoredTimer stored) {
        return switch (stored.getKind()) {
            case REQUEST ->
                new Due.Request(
                        stored.getJobId(),
                        stored.getDueAtMs(),
                        stored.getGiveUpAtMs(),
                        stored.getRequest() == null ? ByteBuffer.allocate(0) : stored.getRequest(),
                        stored.getPartition(),
                        stored.getOffset());
            case FORGET_JOB -> new Due.ForgetJob(stored.getJobId(), stored.getDueAtMs());
            case FORGET_VIEW -> new Due.ForgetView(stored.getJobId(), stored.getDueAtMs());
            default ->
                new Due.Step(new JobTimer(
                        stored.getJobId(),
                        JobTimer.Kind.valueOf(stored.getKind()),
                        path(stored),
                        stored.getEpoch(),
                        stored.getAttempt(),
                        stored.getDueAtMs()));
        };
    }

    /** Up to version 1 a timer named its step by the index; one of the job itself has no attempt. */
    private static String path(StoredTimer stored) {
        var kind = JobTimer.Kind.valueOf(stored.getKind());
        var ofStep = kind == JobTimer.Kind.LEASE || (kind == JobTimer.Kind.RETRY && stored.getAttempt() > 0);
        var old = ofStep && stored.getPath().isEmpty();
        return old ? "#" + stored.getStep() : stored.getPath();
    }
}
