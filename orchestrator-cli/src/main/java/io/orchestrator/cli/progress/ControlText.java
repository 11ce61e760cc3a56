package io.orchestrator.cli.progress;

import io.orchestrator.json.Json;
import io.orchestrator.model.ControlFact;
import java.util.Locale;

/** What a line says of a control, a checkpoint or a signal. */
final class ControlText {

    private ControlText() {}

    /** The word in front of the line; empty where the bar says nothing of it. */
    static String word(ControlFact fact) {
        return switch (fact) {
            case ControlFact.Paused f -> "paused";
            case ControlFact.Resumed f -> "resumed";
            case ControlFact.Restored f -> f.retry() ? "retried" : "restored";
            case ControlFact.RerunBegan f -> "rerun";
            case ControlFact.PriorityChanged f -> "priority";
            case ControlFact.Archived f -> "archived";
            case ControlFact.Refused f -> "refused";
            case ControlFact.VariableSet f -> "set";
            case ControlFact.SignalReceived f -> "signal";
            case ControlFact.SignalAwaited f -> "waits";
            case ControlFact.CheckpointMade f -> "";
            case ControlFact.CheckpointDropped f -> "";
            case ControlFact.SignalTaken f -> "";
            case ControlFact.RetriesGranted f -> "";
        };
    }

    /** May be empty; always one line. */
    static String detail(ControlFact fact) {
        return switch (fact) {
            case ControlFact.Paused f -> by(f.by());
            case ControlFact.Resumed f -> by(f.by());
            case ControlFact.Restored f -> ("checkpoint " + f.checkpoint() + " " + by(f.by())).strip();
            case ControlFact.RerunBegan f -> (String.join(", ", f.steps()) + " " + by(f.by())).strip();
            case ControlFact.PriorityChanged f -> (f.priority().word() + " " + by(f.by())).strip();
            case ControlFact.Archived f -> by(f.by());
            case ControlFact.Refused f -> f.wish().toLowerCase(Locale.ROOT) + ": " + EventText.oneLine(f.why());
            case ControlFact.VariableSet f -> f.name() + " = " + EventText.oneLine(Json.write(f.value()));
            case ControlFact.CheckpointMade f ->
                (f.number() + " (" + f.cause().name().toLowerCase(Locale.ROOT) + ") " + f.name()).strip();
            case ControlFact.CheckpointDropped f -> String.valueOf(f.number());
            case ControlFact.SignalReceived f -> (f.name() + " " + f.key()).strip();
            case ControlFact.SignalAwaited f -> (f.task().step() + " for " + f.name() + " " + f.key()).strip();
            case ControlFact.SignalTaken f -> f.step();
            case ControlFact.RetriesGranted f -> f.times() + " times, " + f.delayMs() + " ms before each";
        };
    }

    private static String by(ControlFact.By by) {
        var who = by.actor().isEmpty() ? "" : "by " + by.actor();
        return EventText.oneLine((who + (by.reason().isEmpty() ? "" : ": " + by.reason())).strip());
    }
}
