package io.orchestrator.cli.chaos;

import java.util.List;
import java.util.Locale;

/** What a process is. */
enum Kind {
    BROKER("Kafka "),
    REGISTRY("Schema registry "),
    COORDINATOR("Coordinator "),
    WORKER("Worker ");

    /** Those that blows fall on: there is one registry only, so it stays. */
    static final List<Kind> STRUCK = List.of(BROKER, COORDINATOR, WORKER);

    private final String readyLine;

    Kind(String readyLine) {
        this.readyLine = readyLine;
    }

    /** How the line begins that the process prints when it serves. */
    String readyLine() {
        return readyLine;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
