package io.orchestrator.coordinator.state;

import io.orchestrator.avro.StoredCheckpoint;
import io.orchestrator.avro.StoredCheckpoints;
import io.orchestrator.avro.StoredCourse;
import io.orchestrator.avro.StoredSignal;
import io.orchestrator.avro.StoredSignalWait;
import io.orchestrator.avro.StoredSignals;
import io.orchestrator.avro.StoredVersions;
import io.orchestrator.engine.Checkpoint;
import io.orchestrator.engine.Course;
import io.orchestrator.engine.Signals;
import io.orchestrator.engine.Versions;
import io.orchestrator.json.Json;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.Priority;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What clients changed, checkpoints and signals, to and from their stored records. */
final class CourseMapping {

    private CourseMapping() {}

    static @Nullable StoredCourse toRecord(Course course) {
        var priority = course.priority();
        return course.equals(Course.NONE)
                ? null
                : new StoredCourse(
                        priority == null ? null : priority.name(),
                        course.retriesLeft(),
                        course.retryDelayMs(),
                        course.variablesSet(),
                        course.lastWishes(),
                        LaneMapping.toRecord(course.admission()));
    }

    static Course fromRecord(@Nullable StoredCourse stored) {
        return stored == null
                ? Course.NONE
                : new Course(
                        stored.getPriority() == null ? null : Priority.valueOf(stored.getPriority()),
                        stored.getRetriesLeft(),
                        stored.getRetryDelayMs(),
                        stored.getVariablesSet(),
                        stored.getLastWishes(),
                        LaneMapping.fromRecord(stored.getAdmission()));
    }

    static @Nullable StoredVersions toRecord(Versions versions) {
        if (versions.equals(Versions.FIRST)) {
            return null;
        }
        var hidden = new ArrayList<Integer>();
        versions.hidden().forEach(span -> hidden.addAll(List.of(span.from(), span.to())));
        return new StoredVersions(
                versions.generation(),
                hidden,
                versions.header(),
                versions.checkpoints(),
                versions.markedSequence(),
                versions.markedAtMs());
    }

    static Versions fromRecord(@Nullable StoredVersions stored) {
        if (stored == null) {
            return Versions.FIRST;
        }
        var hidden = new ArrayList<Versions.Span>();
        for (int i = 0; i + 1 < stored.getHidden().size(); i += 2) {
            hidden.add(new Versions.Span(
                    stored.getHidden().get(i), stored.getHidden().get(i + 1)));
        }
        return new Versions(
                stored.getGeneration(),
                hidden,
                stored.getHeader(),
                stored.getCheckpoints(),
                stored.getMarkedSequence(),
                stored.getMarkedAtMs());
    }

    static StoredCheckpoints toRecord(List<Checkpoint> checkpoints) {
        return new StoredCheckpoints(checkpoints.stream()
                .map(one -> new StoredCheckpoint(
                        one.number(), one.sequence(), one.atMs(), one.cause().name(), one.name()))
                .toList());
    }

    static List<Checkpoint> fromRecord(StoredCheckpoints stored) {
        return stored.getCheckpoints().stream()
                .map(one -> new Checkpoint(
                        one.getNumber(),
                        one.getSequence(),
                        one.getAtMs(),
                        ControlFact.Cause.valueOf(one.getCause()),
                        one.getName()))
                .toList();
    }

    static StoredSignals toRecord(Signals signals) {
        return new StoredSignals(
                signals.early().stream()
                        .map(one -> new StoredSignal(one.controlId(), one.name(), one.key(), Json.write(one.payload())))
                        .toList(),
                signals.awaited().stream()
                        .map(one ->
                                new StoredSignalWait(one.step(), one.name(), one.key(), one.untilMs(), one.waitId()))
                        .toList());
    }

    static Signals fromRecord(StoredSignals stored) {
        return new Signals(
                stored.getEarly().stream()
                        .map(one -> new Signals.Early(
                                one.getControlId(), one.getName(), one.getKey(), Json.parse(one.getPayload())))
                        .toList(),
                stored.getAwaited().stream()
                        .map(one -> new Signals.Awaited(
                                one.getStep(), one.getName(), one.getKey(), one.getUntilMs(), one.getWaitId()))
                        .toList());
    }
}
