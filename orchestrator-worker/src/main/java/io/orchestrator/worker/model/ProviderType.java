package io.orchestrator.worker.model;

import java.util.Locale;
import java.util.Optional;

/** The protocols a provider can speak. */
public enum ProviderType {
    /** OpenAI's chat completions, and every server that copies them: vLLM, llama.cpp, LM Studio, gateways. */
    OPENAI_COMPATIBLE,
    OLLAMA,
    ANTHROPIC,
    GEMINI;

    /** The type of a word in the settings, for example {@code openai-compatible}. */
    public static Optional<ProviderType> parse(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "openai", "openai-compatible" -> Optional.of(OPENAI_COMPATIBLE);
            case "ollama" -> Optional.of(OLLAMA);
            case "anthropic" -> Optional.of(ANTHROPIC);
            case "gemini", "google" -> Optional.of(GEMINI);
            default -> Optional.empty();
        };
    }
}
