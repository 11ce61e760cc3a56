package io.orchestrator.cli.chaos;

/**
 * A blow that fell.
 *
 * @param blow what was planned
 * @param member the process, with the number of its start: {@code worker-2.3}
 * @param atMs on the run's stopwatch
 */
record Hit(Blow blow, String member, long atMs) {}
