package io.orchestrator.worker.model;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.net.http.HttpClient;
import java.time.Duration;

/** Builds the client of a provider. The model's name comes with each request. */
final class ChatModels {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final String OLLAMA_ADDRESS = "http://localhost:11434";

    /** Anthropic refuses requests without a bound; this holds where the author sets none. */
    private static final int ANTHROPIC_MAX_TOKENS = 4096;

    private ChatModels() {}

    static ChatModel create(ProviderConfig config) {
        return switch (config.type()) {
            case OPENAI_COMPATIBLE -> openAi(config);
            case OLLAMA -> ollama(config);
            case ANTHROPIC -> anthropic(config);
            case GEMINI -> gemini(config);
        };
    }

    private static ChatModel openAi(ProviderConfig config) {
        var builder = OpenAiChatModel.builder()
                .httpClientBuilder(http())
                .timeout(config.timeout())
                .maxRetries(0);
        if (!config.baseUrl().isEmpty()) {
            builder.baseUrl(config.baseUrl());
        }
        if (!config.apiKey().isEmpty()) {
            builder.apiKey(config.apiKey().value());
        }
        return builder.build();
    }

    private static ChatModel ollama(ProviderConfig config) {
        return OllamaChatModel.builder()
                .httpClientBuilder(http())
                .timeout(config.timeout())
                .baseUrl(config.baseUrl().isEmpty() ? OLLAMA_ADDRESS : config.baseUrl())
                .modelName("unset")
                .maxRetries(0)
                .build();
    }

    private static ChatModel anthropic(ProviderConfig config) {
        var builder = AnthropicChatModel.builder()
                .httpClientBuilder(http())
                .timeout(config.timeout())
                .apiKey(config.apiKey().value())
                .modelName("unset")
                .maxTokens(ANTHROPIC_MAX_TOKENS)
                .maxRetries(0);
        if (!config.baseUrl().isEmpty()) {
            builder.baseUrl(config.baseUrl());
        }
        return builder.build();
    }

    private static ChatModel gemini(ProviderConfig config) {
        var builder = GoogleAiGeminiChatModel.builder()
                .httpClientBuilder(http())
                .timeout(config.timeout())
                .apiKey(config.apiKey().value())
                .modelName("unset")
                .maxRetries(0);
        if (!config.baseUrl().isEmpty()) {
            builder.baseUrl(config.baseUrl());
        }
        return builder.build();
    }

    /** HTTP/1.1: several local model servers stumble over the upgrade to 2. */
    private static HttpClientBuilder http() {
        return new JdkHttpClientBuilder()
                .httpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1))
                .connectTimeout(CONNECT_TIMEOUT);
    }
}
