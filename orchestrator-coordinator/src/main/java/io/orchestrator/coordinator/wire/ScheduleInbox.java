package io.orchestrator.coordinator.wire;

import io.orchestrator.codec.Codecs;
import io.orchestrator.codec.UndecodableException;
import io.orchestrator.model.Schedule;
import io.orchestrator.schedule.ScheduleCheck;

/** Reads records of the topic of schedules and checks what can be checked without the stored ones. */
public final class ScheduleInbox {

    private final Codecs codecs;
    private final Partitioning partitioning;

    ScheduleInbox(Codecs codecs, Partitioning partitioning) {
        this.codecs = codecs;
        this.partitioning = partitioning;
    }

    /** What a record turns out to be. */
    public sealed interface Change {

        /** A new schedule, or another form of one. */
        record Put(Schedule schedule) implements Change {}

        /** @param id of the schedule that is none any more */
        record Delete(String id) implements Change {}

        /** @param key belongs to another partition: the record's writer partitions by a hash of its own */
        record Misrouted(String key) implements Change {}

        /** @param reason what is wrong with it and what to do */
        record Unusable(String reason) implements Change {}
    }

    public Change read(Origin origin) {
        var key = origin.key();
        var value = origin.value();
        if (key == null) {
            return new Change.Unusable("the record has no key; its key must be the schedule's id");
        }
        if (partitioning.of(key) != origin.partition()) {
            return new Change.Misrouted(key);
        }
        if (value == null) {
            return new Change.Delete(key);
        }
        try {
            return checked(key, codecs.schedules().decode(value.get()));
        } catch (UndecodableException e) {
            return new Change.Unusable(String.valueOf(e.getMessage()));
        }
    }

    private static Change checked(String key, Schedule schedule) {
        var problems = ScheduleCheck.problems(schedule);
        if (!problems.isEmpty()) {
            return new Change.Unusable("the schedule is not valid: " + String.join("; ", problems));
        }
        return key.equals(schedule.id())
                ? new Change.Put(schedule)
                : new Change.Unusable("the record's key is not the id of its schedule, '" + schedule.id() + "'");
    }
}
