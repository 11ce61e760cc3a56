package io.orchestrator.coordinator.workflow;

import java.util.function.Predicate;

/**
 * What requests are judged by, beside the workflows published so far.
 *
 * @param plans compiled
 * @param queues whether a queue has its topics
 */
public record Terms(PlanCache plans, Predicate<String> queues) {}
