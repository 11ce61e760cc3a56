package io.orchestrator.cli;

import io.orchestrator.config.Durations;
import io.orchestrator.model.OutsideSignal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Sends signals that name no job. */
final class OutsideSignals {

    private OutsideSignals() {}

    /** Whether no job is named. */
    static boolean areMeant(ControlArguments given) {
        for (String option : List.of("--ttl", "--id")) {
            if (given.has(option) && !given.has("--name")) {
                throw CliException.invalid(option + " is for a signal that names no job: give it --name, too");
            }
        }
        return given.has("--name");
    }

    /** Prints the signal's id. */
    static int send(Context context, Where where, ControlArguments given) {
        if (given.operands().size() > 1) {
            throw CliException.invalid("'" + given.operand(1)
                    + "' is one argument too many: with --name no job is named, and only the payload follows");
        }
        var signal = new OutsideSignal(
                given.option("--id", UUID.randomUUID().toString()),
                given.option("--name", ""),
                given.option("--key", ""),
                ControlVerb.payload(given.operand(0)),
                ttlMs(given.option("--ttl", "1h")),
                System.getProperty("user.name", ""),
                Instant.now().toEpochMilli());
        var problems = signal.problems();
        if (!problems.isEmpty()) {
            throw CliException.invalid("the signal is not valid: " + String.join("; ", problems));
        }
        try (var session = Session.join(context, where)) {
            session.client().signal(signal);
            context.terminal().out().println(signal.id());
            return Exit.SUCCESS;
        }
    }

    private static long ttlMs(String text) {
        return Durations.parse(text)
                .orElseThrow(() -> CliException.invalid(
                        "--ttl " + text + ": write a whole number and s, m, h or d, for example 10m"))
                .toMillis();
    }
}
