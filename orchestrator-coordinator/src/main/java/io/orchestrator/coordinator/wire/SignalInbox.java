package io.orchestrator.coordinator.wire;

import io.orchestrator.client.JobIds;
import io.orchestrator.codec.Codecs;
import io.orchestrator.codec.UndecodableException;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.OutsideSignal;
import io.orchestrator.model.SignalWait;
import java.util.regex.Pattern;

/** Reads signals that name no job, and who waits for them, and checks what can be checked without the stored ones. */
public final class SignalInbox {

    /** Ids of waits are ids of commands. */
    private static final Pattern WAIT_ID = Pattern.compile("[A-Za-z0-9]{1,64}");

    private final Codecs codecs;
    private final Partitioning partitioning;
    private final String signals;

    SignalInbox(Codecs codecs, Partitioning partitioning, String signals) {
        this.codecs = codecs;
        this.partitioning = partitioning;
        this.signals = signals;
    }

    /** What a record turns out to be. */
    public sealed interface News {

        /** Something has happened outside. */
        record Came(OutsideSignal signal) implements News {}

        /** A step waits, or waits no longer. */
        record Waits(SignalWait change) implements News {}

        /** @param key belongs to another partition: the record's writer partitions by a hash of its own */
        record Misrouted(String key) implements News {}

        /** @param reason what is wrong with it and what to do */
        record Unusable(String reason) implements News {}
    }

    public News read(Origin origin) {
        var key = origin.key();
        var value = origin.value();
        if (key == null) {
            return new News.Unusable("the record has no key; its key must be name, '/', key of the signal");
        }
        if (partitioning.of(key) != origin.partition()) {
            return new News.Misrouted(key);
        }
        if (value == null) {
            return new News.Unusable("the record has no value");
        }
        try {
            return origin.topic().equals(signals)
                    ? came(key, codecs.signals().decode(value.get()))
                    : waits(key, codecs.signalWaits().decode(value.get()));
        } catch (UndecodableException e) {
            return new News.Unusable(String.valueOf(e.getMessage()));
        }
    }

    private static News came(String key, OutsideSignal signal) {
        var problems = signal.problems();
        if (!problems.isEmpty()) {
            return new News.Unusable("the signal is not valid: " + String.join("; ", problems));
        }
        if (ArtifactMark.isInside(signal.payload())) {
            return new News.Unusable("a text in the payload pretends to stand for an artifact");
        }
        return key.equals(OutsideSignal.recordKey(signal.name(), signal.key()))
                ? new News.Came(signal)
                : new News.Unusable("the record's key is not name, '/', key of its signal");
    }

    private static News waits(String key, SignalWait wait) {
        var problems = OutsideSignal.problems(wait.name(), wait.key());
        if (!WAIT_ID.matcher(wait.waitId()).matches()
                || !JobIds.valid(wait.jobId())
                || !JobIds.valid(wait.workflow())) {
            problems.add("the ids of the wait, of its job and of the workflow are no ids");
        }
        if (!problems.isEmpty()) {
            return new News.Unusable("the wait is not valid: " + String.join("; ", problems));
        }
        return key.equals(OutsideSignal.recordKey(wait.name(), wait.key()))
                ? new News.Waits(wait)
                : new News.Unusable("the record's key is not name, '/', key of its wait");
    }
}
