package io.orchestrator.plan;

import io.orchestrator.language.Template;

/**
 * Where a step leads when it has succeeded: forward, and the steps between are skipped; or back, and the steps from the
 * target to this one run again.
 *
 * @param target gives the id of a step of the same block
 * @param maxRepeats how often it may lead back; then the step fails
 */
public record Goto(Template target, int maxRepeats) {}
