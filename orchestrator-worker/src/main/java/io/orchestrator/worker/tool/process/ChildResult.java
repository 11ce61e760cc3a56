package io.orchestrator.worker.tool.process;

/**
 * What came of a process.
 *
 * @param end whether it ended by itself
 * @param exitCode its exit code; -1 where it was stopped
 * @param stdout the beginning of what it wrote
 * @param stderr the beginning of what it wrote
 */
record ChildResult(End end, int exitCode, Captured stdout, Captured stderr) {

    enum End {
        EXITED,
        TIMED_OUT
    }

    boolean truncated() {
        return stdout.truncated() || stderr.truncated();
    }
}
