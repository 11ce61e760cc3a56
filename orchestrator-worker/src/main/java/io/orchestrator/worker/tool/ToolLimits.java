package io.orchestrator.worker.tool;

/**
 * How much a tool takes in and gives out.
 *
 * @param maxOutputBytes of standard output, and as much of standard error; the rest is read and dropped
 * @param maxFileBytes the largest file that is read
 * @param maxHttpBodyBytes the largest response body
 * @param maxListedEntries the largest folder that is listed
 * @param maxRows the largest table
 * @param pythonCommand what runs Python code
 */
public record ToolLimits(
        int maxOutputBytes,
        long maxFileBytes,
        int maxHttpBodyBytes,
        int maxListedEntries,
        int maxRows,
        String pythonCommand) {

    public ToolLimits {
        if (maxOutputBytes < 1 || maxFileBytes < 1 || maxHttpBodyBytes < 1 || maxListedEntries < 1 || maxRows < 1) {
            throw new IllegalArgumentException("limits are at least 1");
        }
    }

    public static ToolLimits defaults() {
        return new ToolLimits(256 * 1024, 128L * 1024 * 1024, 4 * 1024 * 1024, 10_000, 1_000_000, "python3");
    }
}
