package io.orchestrator.model;

/**
 * What a model call used.
 *
 * @param provider for example {@code openai}
 * @param model the model's name at the provider
 * @param inputTokens as the provider counts; 0 where it does not say
 * @param outputTokens as the provider counts; 0 where it does not say
 */
public record ModelUsage(String provider, String model, long inputTokens, long outputTokens) {}
