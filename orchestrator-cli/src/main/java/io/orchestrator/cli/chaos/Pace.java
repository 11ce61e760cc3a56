package io.orchestrator.cli.chaos;

import java.time.Duration;

/**
 * How long and how hard.
 *
 * @param load how long jobs are submitted and blows fall
 * @param settle how long all may take afterwards to end
 * @param jobsPerSecond submitted, besides those that measure recoveries
 * @param between two blows, on average
 * @param seed of the blows
 */
public record Pace(Duration load, Duration settle, double jobsPerSecond, Duration between, long seed) {}
