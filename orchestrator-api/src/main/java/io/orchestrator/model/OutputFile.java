package io.orchestrator.model;

/**
 * A file that the worker writes from a step's result.
 *
 * @param location the path, relative to the workspace or absolute and inside it
 * @param format json, yaml, csv, text or markdown; {@code binary} and a kind ({@code binary pdf}) for what only a tool
 *     can write; empty leaves it to the path's ending
 * @param maxBytes the largest file; 0 leaves it to the worker
 */
public record OutputFile(String location, String format, long maxBytes) {

    /** What {@link #format} begins with where no text becomes such a file. */
    public static final String BINARY = "binary";
}
