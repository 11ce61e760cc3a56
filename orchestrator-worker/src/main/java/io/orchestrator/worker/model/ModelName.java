package io.orchestrator.worker.model;

import java.util.Optional;

/**
 * A model as workflows name it: {@code openai/gpt-4o-mini} or {@code ollama:llama3.2:1b}.
 *
 * @param provider before the first slash or colon
 * @param model the rest; may hold slashes and colons itself
 */
record ModelName(String provider, String model) {

    /** Empty where a part is missing. */
    static Optional<ModelName> parse(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '/' || text.charAt(i) == ':') {
                return i == 0 || i == text.length() - 1
                        ? Optional.empty()
                        : Optional.of(new ModelName(text.substring(0, i), text.substring(i + 1)));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return provider + "/" + model;
    }
}
