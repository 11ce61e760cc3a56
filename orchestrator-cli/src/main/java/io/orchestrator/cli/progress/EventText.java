package io.orchestrator.cli.progress;

import io.orchestrator.json.Json;
import io.orchestrator.model.AdmissionFact;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobLane;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.VariableValue;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a line says of an event besides its type. */
final class EventText {

    private static final int MAX_MESSAGE_CHARS = 300;

    private EventText() {}

    /** May be empty; always one line. */
    static String detail(JobFact fact) {
        return switch (fact) {
            case JobFact.JobAccepted f ->
                f.workflow() + " (" + f.outline().size() + (f.outline().size() == 1 ? " step)" : " steps)");
            case JobFact.JobRejected f -> oneLine(f.failure().message());
            case JobFact.JobCompleted f -> f.success() ? "" : "(a step reported failure)";
            case JobFact.JobFailed f ->
                f.failure().map(failure -> oneLine(failure.message())).orElse("(a step failed)");
            case JobFact.JobCancelled f -> oneLine(f.reason());
            case JobFact.StepScheduled f -> attempt(f.task());
            case JobFact.StepStarted f -> attempt(f.task());
            case JobFact.StepLeaseRenewed f -> (f.task().step() + " " + oneLine(f.message())).strip();
            case JobFact.StepRetryScheduled f ->
                attempt(f.task()) + ": " + oneLine(f.failure().message());
            case JobFact.StepCompleted f -> attempt(f.task()) + " " + duration(f.completedAtMs() - f.startedAtMs());
            case JobFact.StepFailed f ->
                attempt(f.task()) + ": " + oneLine(f.failure().message());
            case JobFact.StepSkipped f -> f.step() + reason(f.reason());
            case JobFact.StepCancelled f -> f.step();
            case JobFact.StepOpened f -> f.task().step() + (f.total() < 0 ? "" : " (" + f.total() + ")");
            case JobFact.ChildStarted f -> attempt(f.task()) + " runs " + f.workflow() + " as job " + f.child();
            case JobFact.LoopItems f ->
                f.step() + " " + f.from() + " to "
                        + (f.from() + f.items().items().size() - 1);
            case JobFact.BlockStarted f -> f.step() + " [" + f.number() + "]";
            case JobFact.BlockEnded f -> f.step() + " [" + f.number() + "] " + f.ending();
            case JobFact.FailureCaught f ->
                attempt(f.task()) + ": " + oneLine(f.failure().message());
            case JobFact.StepsRepeated f -> f.step() + " goes back to " + f.target();
            case JobFact.Emitted f -> f.step() + " " + f.name();
            case JobFact.VariableChanged f ->
                f.step() + " " + f.name() + " (" + f.scope().word() + ", version " + f.version() + "): "
                        + f.old().map(old -> variable(old) + " -> ").orElse("")
                        + variable(f.value());
            case JobFact.JobEnding f -> f.status().word();
            case ControlFact f -> ControlText.detail(f);
            case AdmissionFact.Queued f -> f.lanes().stream().map(JobLane::name).collect(Collectors.joining(", "));
            case AdmissionFact.Admitted f -> f.lane();
        };
    }

    private static String variable(VariableValue value) {
        return value.value()
                .map(told -> oneLine(Json.write(told)))
                .orElseGet(() -> value.type() + " of " + value.bytes() + " bytes");
    }

    /** {@code (0.01 s)}. */
    static String duration(long ms) {
        return String.format(Locale.ROOT, "(%.2f s)", ms / 1000.0);
    }

    static String oneLine(String message) {
        var line = message.strip().replaceAll("\\s*\\R\\s*", " ");
        return line.length() <= MAX_MESSAGE_CHARS ? line : line.substring(0, MAX_MESSAGE_CHARS) + " ...";
    }

    private static String attempt(TaskRef task) {
        return task.attempt() > 1 ? task.step() + " (attempt " + task.attempt() + ")" : task.step();
    }

    private static String reason(String reason) {
        return reason.isBlank() ? "" : ": " + oneLine(reason);
    }
}
