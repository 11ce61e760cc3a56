package io.orchestrator.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The result document of a job, built from its events alone: command line, HTTP API and Java client print the same
 * bytes. A job that still runs gives the document of what has happened so far.
 *
 * <p>Shape: {@code {pipeline_id, execution_id, status, success, steps, outputs, execution_order, execution_levels,
 * started_at, completed_at, duration, error, error_type}}; times are seconds since the epoch, durations seconds. A
 * value that is kept in the artifact store is a reference ({@link ArtifactMark#reference}), unless {@link #opening} says
 * otherwise. Not thread-safe.
 */
public final class ResultDocument {

    /** The pipeline format's advice after a failure: how long to wait before trying by hand, in seconds. */
    private static final double ADVISED_DELAY_S = 5.0;

    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    /** By checkpoint. */
    private final Map<Integer, Map<String, Outcome>> pictures = new LinkedHashMap<>();

    private String jobId = "";
    private String workflow = "";
    private List<StepOutline> outline = List.of();
    private JobStatus status = JobStatus.PENDING;
    private boolean success;
    private Value.Dict outputs = Value.EMPTY;
    private @Nullable Failure failure;
    private List<String> findings = List.of();
    private long startedAtMs;
    private long completedAtMs;
    private long sequence;
    private KeptValues kept = KeptValues.NONE;

    /** What has become of one step. */
    private record Outcome(
            StepStatus status,
            int attempt,
            long startedAtMs,
            long completedAtMs,
            Value.@Nullable Dict envelope,
            @Nullable ModelUsage usage,
            @Nullable Failure failure) {

        static final Outcome PENDING = new Outcome(StepStatus.PENDING, 0, 0, 0, null, null, null);

        boolean success() {
            return envelope != null && !Value.Bool.FALSE.equals(envelope.get("success"));
        }
    }

    /** The document of these events, the first of which has sequence 1. */
    public static ResultDocument from(Iterable<JobEvent> events) {
        var document = new ResultDocument();
        events.forEach(document::add);
        return document;
    }

    /** Takes in the next event; one that was taken in before (by its sequence) changes nothing. */
    public void add(JobEvent event) {
        if (event.sequence() <= sequence) {
            return;
        }
        sequence = event.sequence();
        jobId = event.jobId();
        switch (event.fact()) {
            case JobFact.JobAccepted fact -> {
                workflow = fact.workflow();
                outline = fact.outline();
                status = JobStatus.RUNNING;
                startedAtMs = event.atMs();
            }
            case JobFact.JobRejected fact -> {
                workflow = fact.workflow();
                startedAtMs = event.atMs();
                failure = fact.failure();
                findings = fact.findings();
                end(JobStatus.FAILED, event);
            }
            case JobFact.JobCompleted fact -> {
                success = fact.success();
                outputs = SealedText.mask(fact.outputs());
                end(JobStatus.COMPLETED, event);
            }
            case JobFact.JobFailed fact -> {
                failure = fact.failure().orElse(null);
                outputs = SealedText.mask(fact.outputs());
                end(JobStatus.FAILED, event);
            }
            case JobFact.JobCancelled fact -> {
                failure = Failure.of(
                        FailureKind.CANCELLED, "CANCELLED", fact.reason().isBlank() ? "cancelled" : fact.reason());
                end(JobStatus.CANCELLED, event);
            }
            case JobFact.StepScheduled fact ->
                outcomes.put(
                        fact.task().step(),
                        new Outcome(StepStatus.RUNNING, fact.task().attempt(), 0, 0, null, null, null));
            case JobFact.StepStarted fact ->
                outcomes.put(
                        fact.task().step(),
                        new Outcome(
                                StepStatus.RUNNING, fact.task().attempt(), fact.startedAtMs(), 0, null, null, null));
            case JobFact.StepLeaseRenewed fact -> {}
            case JobFact.StepRetryScheduled fact -> {}
            case JobFact.StepCompleted fact ->
                outcomes.put(
                        fact.task().step(),
                        new Outcome(
                                StepStatus.COMPLETED,
                                fact.task().attempt(),
                                fact.startedAtMs(),
                                fact.completedAtMs(),
                                SealedText.mask(fact.done().envelope()),
                                fact.done().usage().orElse(null),
                                null));
            case JobFact.StepFailed fact ->
                outcomes.put(
                        fact.task().step(),
                        new Outcome(
                                StepStatus.FAILED,
                                fact.task().attempt(),
                                fact.startedAtMs(),
                                fact.completedAtMs(),
                                null,
                                null,
                                fact.failure()));
            case JobFact.StepSkipped fact ->
                outcomes.put(fact.step(), new Outcome(StepStatus.SKIPPED, 1, 0, event.atMs(), null, null, null));
            case JobFact.StepCancelled fact ->
                outcomes.put(fact.step(), new Outcome(StepStatus.CANCELLED, 1, 0, event.atMs(), null, null, null));
            case JobFact.StepOpened fact ->
                outcomes.put(
                        fact.task().step(),
                        new Outcome(StepStatus.RUNNING, fact.task().attempt(), event.atMs(), 0, null, null, null));
            case JobFact.ChildStarted fact ->
                outcomes.put(
                        fact.task().step(),
                        new Outcome(StepStatus.RUNNING, fact.task().attempt(), event.atMs(), 0, null, null, null));
            case JobFact.LoopItems fact -> {}
            case JobFact.BlockStarted fact -> {}
            case JobFact.BlockEnded fact -> {}
            case JobFact.FailureCaught fact -> {}
            case JobFact.StepsRepeated fact -> outcomes.remove(fact.step());
            case JobFact.Emitted fact -> {}
            case JobFact.VariableChanged fact -> {}
            case JobFact.JobEnding fact -> {}
            case ControlFact fact -> add(fact, event);
        }
    }

    private void add(ControlFact fact, JobEvent event) {
        switch (fact) {
            case ControlFact.Paused f -> status = JobStatus.PAUSED;
            case ControlFact.Resumed f -> status = JobStatus.RUNNING;
            case ControlFact.CheckpointMade f -> pictures.put(f.number(), new LinkedHashMap<>(outcomes));
            case ControlFact.CheckpointDropped f -> pictures.remove(f.number());
            case ControlFact.Restored f -> {
                begin(f.resumeAtMs() > event.atMs() ? JobStatus.RETRYING : JobStatus.RUNNING);
                outcomes.clear();
                outcomes.putAll(pictures.getOrDefault(f.checkpoint(), Map.of()));
                outcomes.values().removeIf(outcome -> outcome.status() == StepStatus.RUNNING);
            }
            case ControlFact.RerunBegan f -> {
                begin(JobStatus.RUNNING);
                f.steps().forEach(outcomes::remove);
            }
            case ControlFact.Archived f -> status = JobStatus.ARCHIVED;
            case ControlFact.SignalAwaited f ->
                outcomes.put(
                        f.task().step(),
                        new Outcome(StepStatus.RUNNING, f.task().attempt(), event.atMs(), 0, null, null, null));
            case ControlFact.PriorityChanged f -> {}
            case ControlFact.Refused f -> {}
            case ControlFact.VariableSet f -> {}
            case ControlFact.SignalReceived f -> {}
            case ControlFact.SignalTaken f -> {}
            case ControlFact.RetriesGranted f -> {}
        }
    }

    /** The job has not ended after all. */
    private void begin(JobStatus as) {
        status = as;
        success = false;
        outputs = Value.EMPTY;
        failure = null;
        completedAtMs = 0;
    }

    private void end(JobStatus as, JobEvent event) {
        status = as;
        completedAtMs = event.atMs();
    }

    public JobStatus status() {
        return status;
    }

    /** Whether the job completed and every step that ran succeeded. */
    public boolean success() {
        return success;
    }

    public Value.Dict outputs() {
        return kept.shown(jobId, outputs);
    }

    /** This document, which shows the values that these give in the place of references. */
    public ResultDocument opening(KeptValues values) {
        kept = values;
        return this;
    }

    /** What ended the job; null where nothing did or no single step was to blame. */
    public @Nullable Failure failure() {
        return failure;
    }

    /** Every problem of a refused request, one line each. */
    public List<String> findings() {
        return findings;
    }

    /** The plan's steps; empty where the request was refused. */
    public List<StepOutline> outline() {
        return outline;
    }

    /** The document as a value. */
    public Value.Dict toValue() {
        var fields = new LinkedHashMap<String, Value>();
        fields.put(
                "pipeline_id",
                Value.of(workflow.contains("@") ? workflow.substring(0, workflow.indexOf('@')) : workflow));
        fields.put("execution_id", Value.of(jobId));
        fields.put("status", Value.of(status.word()));
        fields.put("success", Value.of(success));
        var steps = new LinkedHashMap<String, Value>();
        outline.forEach(step -> steps.put(step.id(), step(step)));
        fields.put("steps", Value.of(steps));
        fields.put("outputs", outputs());
        fields.put(
                "execution_order",
                Value.of(levels().values().stream().flatMap(List::stream).toList()));
        fields.put(
                "execution_levels",
                Value.of(levels().values().stream().map(Value::of).toList()));
        fields.put("started_at", seconds(startedAtMs));
        fields.put("completed_at", seconds(completedAtMs));
        fields.put("duration", duration(startedAtMs, completedAtMs));
        fields.put("error", Value.ofNullable(failure == null ? null : failure.message()));
        fields.put(
                "error_type",
                Value.ofNullable(failure == null ? null : failure.kind().errorType()));
        return Value.of(fields);
    }

    private Map<Integer, List<Value>> levels() {
        var levels = new TreeMap<Integer, List<Value>>();
        for (StepOutline step : outline) {
            levels.computeIfAbsent(step.level(), level -> new ArrayList<>()).add(Value.of(step.id()));
        }
        return levels;
    }

    private Value step(StepOutline step) {
        var outcome = outcome(step);
        var fields = new LinkedHashMap<String, Value>();
        fields.put("id", Value.of(step.id()));
        fields.put("action", Value.of(step.action()));
        fields.put("status", Value.of(outcome.status().word()));
        fields.put("success", Value.of(outcome.success()));
        fields.put("value", value(outcome));
        fields.put("error", error(outcome));
        fields.put(
                "error_type",
                Value.ofNullable(
                        outcome.failure() == null
                                ? null
                                : outcome.failure().kind().errorType()));
        fields.put("tool", Value.ofNullable(step.tool().isEmpty() ? null : step.tool()));
        var usage = outcome.usage();
        fields.put("model", Value.ofNullable(usage == null ? null : usage.model()));
        fields.put("provider", Value.ofNullable(usage == null ? null : usage.provider()));
        fields.put("started_at", seconds(outcome.startedAtMs()));
        fields.put("completed_at", seconds(outcome.completedAtMs()));
        fields.put("duration", duration(outcome.startedAtMs(), outcome.completedAtMs()));
        fields.put("retries", Value.of(Math.max(0, outcome.attempt() - 1)));
        fields.put("timed_out", Value.of(timedOut(outcome)));
        fields.put(
                "dependencies",
                Value.of(step.dependencies().stream().map(Value::of).toList()));
        return Value.of(fields);
    }

    /** A step that never began before its job ended was skipped by that. */
    private Outcome outcome(StepOutline step) {
        var outcome = outcomes.getOrDefault(step.id(), Outcome.PENDING);
        if (outcome.status() == StepStatus.PENDING && status.terminal()) {
            return new Outcome(StepStatus.SKIPPED, 0, 0, completedAtMs, null, null, null);
        }
        return outcome;
    }

    private Value value(Outcome outcome) {
        if (outcome.envelope() != null) {
            return kept.shown(jobId, outcome.envelope());
        }
        var failed = outcome.failure();
        if (failed == null) {
            return Value.Null.NULL;
        }
        var recovery = new LinkedHashMap<String, Value>();
        recovery.put("action", Value.of(failed.kind().retryable() ? "retry" : "fail"));
        recovery.put("delay", Value.of(ADVISED_DELAY_S));
        recovery.put("category", Value.of(failed.kind().category()));
        recovery.put("severity", Value.of(failed.kind().retryable() ? "medium" : "high"));
        recovery.put("retry_count", Value.of(Math.max(0, outcome.attempt() - 1)));
        recovery.put("system_id", Value.Null.NULL);
        var fields = new LinkedHashMap<String, Value>();
        fields.put("success", Value.Bool.FALSE);
        fields.put("error", Value.of(failed.message()));
        fields.put("error_type", Value.of(failed.kind().errorType()));
        fields.put("recovery", Value.of(recovery));
        return Value.of(fields);
    }

    private static Value error(Outcome outcome) {
        if (outcome.failure() != null) {
            return Value.of(outcome.failure().message());
        }
        var reported = outcome.envelope() == null ? null : outcome.envelope().get("error");
        return reported == null ? Value.Null.NULL : reported;
    }

    private static boolean timedOut(Outcome outcome) {
        return outcome.failure() != null && outcome.failure().kind() == FailureKind.TIMEOUT;
    }

    private static Value seconds(long atMs) {
        return atMs == 0 ? Value.Null.NULL : Value.of(atMs / 1000.0);
    }

    private static Value duration(long fromMs, long toMs) {
        return fromMs == 0 || toMs == 0 ? Value.Null.NULL : Value.of((toMs - fromMs) / 1000.0);
    }
}
