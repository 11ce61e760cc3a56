package io.orchestrator.config;

import java.util.List;
import java.util.stream.Collectors;

/** A process cannot start as configured; the message lists every problem, one a line. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    SettingsException(List<Problem> problems) {
        super(problems.stream().map(Problem::line).collect(Collectors.joining("\n")));
        this.problems = problems.stream().map(Problem::line).toList();
    }

    /** One line each: {@code key (where it came from): what is wrong and what to do}. */
    public List<String> problems() {
        return problems;
    }

    /**
     * @param key the setting
     * @param origin where its value came from
     * @param message what is wrong and what to do
     */
    record Problem(String key, String origin, String message) {
        String line() {
            return key + " (" + origin + "): " + message;
        }
    }
}
