package io.orchestrator.coordinator.streams;

import io.orchestrator.coordinator.runtime.StreamsOptions;
import java.time.Duration;

/**
 * When processors look and commit.
 *
 * @param timerInterval the time between two looks at the timers, at least
 * @param traffic of all processors
 */
public record Pace(Duration timerInterval, Traffic traffic) {

    public static Pace from(StreamsOptions options) {
        return new Pace(options.timerInterval(), new Traffic(options.commitInterval()));
    }
}
