package io.orchestrator.coordinator.wire;

import io.orchestrator.artifact.MarkSignature.ForgedMarkException;
import io.orchestrator.client.JobIds;
import io.orchestrator.codec.Codecs;
import io.orchestrator.codec.UndecodableException;
import io.orchestrator.config.Secret;
import io.orchestrator.engine.Input;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.TaskRef;

/** Reads records of the source topics and checks what can be checked without the job. */
public final class Inbox {

    private final Codecs codecs;
    private final Claims claims;
    private final Partitioning partitioning;
    private final Secret secret;

    Inbox(Codecs codecs, Secret secret, Partitioning partitioning) {
        this.codecs = codecs;
        this.claims = new Claims(secret);
        this.secret = secret;
        this.partitioning = partitioning;
    }

    public Inbound read(Source source, Origin origin) {
        var key = origin.key();
        var value = origin.value();
        if (key == null) {
            return new Inbound.Unusable("the record has no key; its key must be the job id");
        }
        if (partitioning.of(key) != origin.partition()) {
            return new Inbound.Misrouted();
        }
        if (value == null) {
            return new Inbound.Unusable("the record has no value");
        }
        try {
            return decode(source, key, value.get(), origin.atMs());
        } catch (UndecodableException e) {
            return new Inbound.Unusable(String.valueOf(e.getMessage()));
        }
    }

    private Inbound decode(Source source, String key, byte[] value, long atMs) {
        return switch (source) {
            case REQUESTS -> asked(key, codecs.jobRequests().decode(value));
            case CONTROLS -> told(key, wished(codecs.jobControls().decode(value), atMs));
            case INTERNAL -> told(key, new Input.ChildEnded(codecs.childEnded().decode(value), atMs));
            case STARTED -> {
                var started = codecs.taskStarted().decode(value);
                yield claimed(key, started.task(), started.claim(), new Input.Started(started, atMs));
            }
            case PROGRESS -> {
                var progress = codecs.taskProgress().decode(value);
                yield claimed(key, progress.task(), progress.claim(), new Input.Progress(progress, atMs));
            }
            case COMPLETED -> {
                var completed = codecs.taskCompleted().decode(value);
                yield claimed(
                        key, completed.task(), completed.claim(), new Input.Completed(Marks.accepted(completed), atMs));
            }
        };
    }

    /** A request that waited: it was checked when it came. */
    public JobRequest again(byte[] value) {
        try {
            return Marks.accepted(secret.value(), codecs.jobRequests().decode(value));
        } catch (ForgedMarkException e) {
            throw new IllegalStateException("only requests that were accepted wait", e);
        }
    }

    private static Input wished(JobControl control, long atMs) {
        return Marks.isForged(control)
                ? new Input.RefuseControl(control, "a text in it pretends to stand for an artifact", atMs)
                : new Input.Control(control, atMs);
    }

    private Inbound asked(String key, JobRequest request) {
        if (!JobIds.valid(request.jobId())) {
            return new Inbound.Unusable("jobId '" + shortened(request.jobId()) + "' is not a job id: use 1 to "
                    + JobIds.MAX_LENGTH + " letters, digits, '.', '_' or '-', the first a letter or digit");
        }
        if (!key.equals(request.jobId())) {
            return otherKey(key, request.jobId());
        }
        try {
            return new Inbound.Asked(Marks.accepted(secret.value(), request));
        } catch (ForgedMarkException e) {
            return new Inbound.Unusable("inputs: " + e.getMessage());
        }
    }

    private Inbound claimed(String key, TaskRef task, String claim, Input input) {
        return claims.verify(task, claim) ? told(key, input) : new Inbound.Forged();
    }

    private static Inbound told(String key, Input input) {
        return key.equals(input.jobId()) ? new Inbound.Told(input) : otherKey(key, input.jobId());
    }

    private static Inbound otherKey(String key, String jobId) {
        return new Inbound.Unusable("the record's key '" + shortened(key) + "' is not its job id '" + shortened(jobId)
                + "'; records are keyed by job id");
    }

    private static String shortened(String text) {
        return text.length() <= JobIds.MAX_LENGTH ? text : text.substring(0, JobIds.MAX_LENGTH) + "...";
    }
}
