package io.orchestrator.query;

import io.orchestrator.model.AdmissionFact;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.Failure;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When each step of a job was scheduled, started and ended, attempt by attempt, built from the job's events alone: command
 * line, HTTP API and Java client tell the same. A step that runs again (a loop, a step gone back to, a restored job) has one
 * entry a run. Not thread-safe.
 *
 * <p>Shape: {@code {job_id, workflow, status, events, started_at, ended_at, duration, steps}}, each step {@code {step, epoch,
 * status, scheduled_at, started_at, ended_at, waited, ran, duration, child, error, attempts}}, each attempt {@code {attempt,
 * worker, scheduled_at, started_at, ended_at, waited, ran, error, retry_at}}. Times are ISO 8601 in UTC, durations seconds,
 * both null where they are not known (yet).
 */
public final class Timeline {

    private final List<Run> runs = new ArrayList<>();
    /** The last run of each step, by epoch and path. */
    private final Map<String, Run> last = new LinkedHashMap<>();

    private String jobId = "";
    private String workflow = "";
    private JobStatus status = JobStatus.PENDING;
    private long sequence;
    private long startedAtMs;
    private long endedAtMs;

    /** What has become of one step, once. */
    private static final class Run {
        private final String step;
        private final int epoch;
        private final List<Attempt> attempts = new ArrayList<>();
        private StepStatus status = StepStatus.PENDING;
        private long endedAtMs;
        private String child = "";
        private String error = "";

        Run(String step, int epoch) {
            this.step = step;
            this.epoch = epoch;
        }

        Attempt attempt(int number) {
            for (Attempt attempt : attempts) {
                if (attempt.number == number) {
                    return attempt;
                }
            }
            var attempt = new Attempt(number);
            attempts.add(attempt);
            return attempt;
        }

        boolean ended() {
            return status != StepStatus.PENDING && status != StepStatus.RUNNING;
        }

        void end(StepStatus how, long atMs) {
            status = how;
            endedAtMs = atMs;
        }
    }

    /** One try; a time of 0 is not known. */
    private static final class Attempt {
        private final int number;
        private String worker = "";
        private long scheduledAtMs;
        private long startedAtMs;
        private long endedAtMs;
        private long retryAtMs;
        private String error = "";

        Attempt(int number) {
            this.number = number;
        }
    }

    /** The timeline of these events, the first of which has sequence 1. */
    public static Timeline from(Iterable<JobEvent> events) {
        var timeline = new Timeline();
        events.forEach(timeline::add);
        return timeline;
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
                status = JobStatus.RUNNING;
                startedAtMs = event.atMs();
            }
            case JobFact.JobRejected fact -> {
                workflow = fact.workflow();
                startedAtMs = event.atMs();
                end(JobStatus.FAILED, event);
            }
            case JobFact.JobCompleted fact -> end(JobStatus.COMPLETED, event);
            case JobFact.JobFailed fact -> end(JobStatus.FAILED, event);
            case JobFact.JobCancelled fact -> end(JobStatus.CANCELLED, event);
            case JobFact.StepScheduled fact -> {
                var attempt = running(event, fact.task());
                attempt.scheduledAtMs = event.atMs();
            }
            case JobFact.StepStarted fact -> {
                var attempt = running(event, fact.task());
                attempt.worker = fact.worker();
                attempt.startedAtMs = fact.startedAtMs();
            }
            case JobFact.StepOpened fact -> running(event, fact.task()).startedAtMs = event.atMs();
            case JobFact.ChildStarted fact -> {
                var attempt = running(event, fact.task());
                attempt.startedAtMs = event.atMs();
                run(event, fact.task().step()).child = fact.child();
            }
            case JobFact.StepRetryScheduled fact -> {
                var attempt = failed(event, fact.task(), fact.failure(), event.atMs());
                attempt.retryAtMs = fact.retryAtMs();
            }
            case JobFact.FailureCaught fact -> failed(event, fact.task(), fact.failure(), event.atMs());
            case JobFact.StepCompleted fact -> completed(event, fact);
            case JobFact.StepFailed fact -> failed(event, fact);
            case JobFact.StepSkipped fact -> run(event, fact.step()).end(StepStatus.SKIPPED, event.atMs());
            case JobFact.StepCancelled fact -> run(event, fact.step()).end(StepStatus.CANCELLED, event.atMs());
            case JobFact.StepLeaseRenewed fact -> {}
            case JobFact.LoopItems fact -> {}
            case JobFact.BlockStarted fact -> {}
            case JobFact.BlockEnded fact -> {}
            case JobFact.StepsRepeated fact -> {}
            case JobFact.Emitted fact -> {}
            case JobFact.VariableChanged fact -> {}
            case JobFact.JobEnding fact -> {}
            case ControlFact fact -> control(event, fact);
            case AdmissionFact.Queued fact -> status = JobStatus.PENDING;
            case AdmissionFact.Admitted fact -> status = fact.left() == 0 ? JobStatus.RUNNING : status;
        }
    }

    private void control(JobEvent event, ControlFact control) {
        switch (control) {
            case ControlFact.Paused fact -> status = JobStatus.PAUSED;
            case ControlFact.Resumed fact -> status = JobStatus.RUNNING;
            case ControlFact.Restored fact ->
                revive(event, fact.resumeAtMs() > event.atMs() ? JobStatus.RETRYING : JobStatus.RUNNING);
            case ControlFact.RerunBegan fact -> revive(event, JobStatus.RUNNING);
            case ControlFact.Archived fact -> status = JobStatus.ARCHIVED;
            case ControlFact.SignalAwaited fact -> running(event, fact.task()).startedAtMs = event.atMs();
            case ControlFact.PriorityChanged fact -> {}
            case ControlFact.Refused fact -> {}
            case ControlFact.VariableSet fact -> {}
            case ControlFact.CheckpointMade fact -> {}
            case ControlFact.CheckpointDropped fact -> {}
            case ControlFact.SignalReceived fact -> {}
            case ControlFact.SignalTaken fact -> {}
            case ControlFact.RetriesGranted fact -> {}
        }
    }

    /** What ran in the epochs before is over; it begins anew in this one. */
    private void revive(JobEvent event, JobStatus now) {
        status = now;
        endedAtMs = 0;
        for (Run run : runs) {
            if (!run.ended()) {
                run.end(StepStatus.CANCELLED, event.atMs());
            }
        }
    }

    private void end(JobStatus how, JobEvent event) {
        status = how;
        endedAtMs = event.atMs();
    }

    /** The run that the event belongs to: a new one where the step has ended before. */
    private Run run(JobEvent event, String step) {
        var key = event.epoch() + " " + step;
        var run = last.get(key);
        if (run == null || run.ended()) {
            run = new Run(step, event.epoch());
            last.put(key, run);
            runs.add(run);
        }
        return run;
    }

    private Attempt running(JobEvent event, TaskRef task) {
        var run = run(event, task.step());
        run.status = StepStatus.RUNNING;
        return run.attempt(task.attempt());
    }

    private Attempt failed(JobEvent event, TaskRef task, Failure failure, long atMs) {
        var attempt = run(event, task.step()).attempt(task.attempt());
        attempt.error = failure.message();
        attempt.endedAtMs = atMs;
        return attempt;
    }

    private void completed(JobEvent event, JobFact.StepCompleted fact) {
        var run = run(event, fact.task().step());
        var attempt = run.attempt(fact.task().attempt());
        attempt.worker = fact.worker().isEmpty() ? attempt.worker : fact.worker();
        attempt.startedAtMs = fact.startedAtMs();
        attempt.endedAtMs = fact.completedAtMs();
        run.end(StepStatus.COMPLETED, fact.completedAtMs());
    }

    private void failed(JobEvent event, JobFact.StepFailed fact) {
        var run = run(event, fact.task().step());
        if (fact.task().attempt() > 0) {
            var attempt = failed(event, fact.task(), fact.failure(), fact.completedAtMs());
            attempt.startedAtMs = fact.startedAtMs() == 0 ? attempt.startedAtMs : fact.startedAtMs();
        }
        run.error = fact.failure().message();
        run.end(StepStatus.FAILED, fact.completedAtMs());
    }

    /** Whether there was any event. */
    public boolean empty() {
        return sequence == 0;
    }

    /** The timeline as a value. */
    public Value.Dict toValue() {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("job_id", Value.of(jobId));
        fields.put("workflow", Value.of(workflow));
        fields.put("status", Value.of(status.word()));
        fields.put("events", Value.of(sequence));
        fields.put("started_at", time(startedAtMs));
        fields.put("ended_at", time(endedAtMs));
        fields.put("duration", seconds(startedAtMs, endedAtMs));
        fields.put("steps", Value.of(runs.stream().map(Timeline::step).toList()));
        return Value.of(fields);
    }

    private static Value step(Run run) {
        var scheduled = run.attempts.isEmpty() ? 0 : run.attempts.getFirst().scheduledAtMs;
        var started = run.attempts.isEmpty() ? 0 : run.attempts.getFirst().startedAtMs;
        var fields = new LinkedHashMap<String, Value>();
        fields.put("step", Value.of(run.step));
        fields.put("epoch", Value.of(run.epoch));
        fields.put("status", Value.of(run.status.word()));
        fields.put("scheduled_at", time(scheduled));
        fields.put("started_at", time(started));
        fields.put("ended_at", time(run.endedAtMs));
        fields.put("waited", seconds(scheduled, started));
        fields.put("ran", seconds(started, run.endedAtMs));
        fields.put("duration", seconds(scheduled == 0 ? started : scheduled, run.endedAtMs));
        fields.put("child", Value.ofNullable(run.child.isEmpty() ? null : run.child));
        fields.put("error", Value.ofNullable(run.error.isEmpty() ? null : run.error));
        fields.put(
                "attempts",
                Value.of(run.attempts.stream().map(Timeline::attempt).toList()));
        return Value.of(fields);
    }

    private static Value attempt(Attempt attempt) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("attempt", Value.of(attempt.number));
        fields.put("worker", Value.ofNullable(attempt.worker.isEmpty() ? null : attempt.worker));
        fields.put("scheduled_at", time(attempt.scheduledAtMs));
        fields.put("started_at", time(attempt.startedAtMs));
        fields.put("ended_at", time(attempt.endedAtMs));
        fields.put("waited", seconds(attempt.scheduledAtMs, attempt.startedAtMs));
        fields.put("ran", seconds(attempt.startedAtMs, attempt.endedAtMs));
        fields.put("error", Value.ofNullable(attempt.error.isEmpty() ? null : attempt.error));
        fields.put("retry_at", time(attempt.retryAtMs));
        return Value.of(fields);
    }

    private static Value time(long atMs) {
        return atMs == 0 ? Value.Null.NULL : Value.of(Instant.ofEpochMilli(atMs).toString());
    }

    /** Clocks of workers and brokers differ: less than nothing is told as nothing. */
    private static Value seconds(long fromMs, long toMs) {
        return fromMs == 0 || toMs == 0 ? Value.Null.NULL : Value.of(Math.max(0, toMs - fromMs) / 1000.0);
    }
}
