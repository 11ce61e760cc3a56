package io.orchestrator.plan;

import io.orchestrator.language.Template;

/**
 * A file that the worker writes from a step's result.
 *
 * @param location gives the path, relative to the workspace, before the step begins
 * @param format as in {@link io.orchestrator.model.OutputFile}
 * @param maxBytes the most that is written; 0 leaves it to the worker
 */
public record Produce(Template location, String format, long maxBytes) {}
