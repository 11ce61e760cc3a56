package io.orchestrator.worker.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.output.FinishReason;
import io.orchestrator.worker.model.Question.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/** One configured provider of chat models. Thread-safe. */
final class ModelProvider {

    private final ProviderConfig config;
    private final ChatModel chat;

    ModelProvider(ProviderConfig config, ChatModel chat) {
        this.config = config;
        this.chat = chat;
    }

    /** The word before the slash. */
    String name() {
        return config.name();
    }

    /**
     * What the step may spend on that model. Ollama's models run on machines of one's own: they cost nothing unless
     * their prices are set.
     */
    Allowance allowance(OptionalDouble maxUsd, String model) {
        var price = config.type() == ProviderType.OLLAMA
                ? Optional.of(config.price(model).orElse(Price.FREE))
                : config.price(model);
        return new Allowance(maxUsd, price, config.name() + "/" + model);
    }

    /** What the answer cost in dollars; empty where that is not known. */
    OptionalDouble cost(String model, Answer answer) {
        var price = config.price(model);
        return price.isEmpty() || answer.inputTokens() + answer.outputTokens() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(price.get().of(answer.inputTokens(), answer.outputTokens()));
    }

    /**
     * Asks once; no retries.
     *
     * @throws InterruptedException where the thread was interrupted
     * @throws ModelRefusedException where there is no answer, with the reason as a failure
     */
    Answer ask(Question question) throws InterruptedException, ModelRefusedException {
        var request = ChatRequest.builder()
                .messages(messages(question))
                .parameters(parameters(question))
                .build();
        try {
            return answer(chat.chat(request));
        } catch (RuntimeException e) {
            throwIfInterrupted(e);
            throw new ModelRefusedException(ModelFailures.failure(config, question.model(), e), e);
        }
    }

    private static Answer answer(ChatResponse response) {
        var usage = response.tokenUsage();
        return new Answer(
                Objects.requireNonNullElse(response.aiMessage().text(), ""),
                usage == null ? 0 : Objects.requireNonNullElse(usage.inputTokenCount(), 0),
                usage == null ? 0 : Objects.requireNonNullElse(usage.outputTokenCount(), 0),
                response.finishReason() == FinishReason.LENGTH ? Answer.Ending.CUT_OFF : Answer.Ending.WHOLE);
    }

    private static List<ChatMessage> messages(Question question) {
        var messages = new ArrayList<ChatMessage>();
        if (!question.system().isEmpty()) {
            messages.add(SystemMessage.from(question.system()));
        }
        for (int i = 0; i < question.turns().size(); i++) {
            var text = question.turns().get(i);
            messages.add(i % 2 == 0 ? UserMessage.from(text) : AiMessage.from(text));
        }
        return messages;
    }

    private ChatRequestParameters parameters(Question question) {
        if (config.type() == ProviderType.OPENAI_COMPATIBLE) {
            var builder = fill(OpenAiChatRequestParameters.builder(), question);
            question.sampling().maxCompletionTokens().ifPresent(builder::maxCompletionTokens);
            return builder.build();
        }
        var builder = fill(ChatRequestParameters.builder(), question);
        question.sampling().maxCompletionTokens().ifPresent(builder::maxOutputTokens);
        return builder.build();
    }

    private <B extends DefaultChatRequestParameters.Builder<?>> B fill(B builder, Question question) {
        var sampling = question.sampling();
        builder.modelName(question.model());
        sampling.temperature().ifPresent(builder::temperature);
        sampling.topP().ifPresent(builder::topP);
        sampling.maxTokens().ifPresent(builder::maxOutputTokens);
        if (!sampling.stop().isEmpty()) {
            builder.stopSequences(sampling.stop());
        }
        if (question.form() == Form.JSON && hasJsonMode()) {
            builder.responseFormat(ResponseFormat.JSON);
        }
        return builder;
    }

    /** Whether JSON can be asked for in a field of the request; elsewhere the prompt's words must do. */
    private boolean hasJsonMode() {
        return switch (config.type()) {
            case OPENAI_COMPATIBLE, OLLAMA, GEMINI -> true;
            case ANTHROPIC -> false;
        };
    }

    /** The HTTP client below wraps an interrupt. */
    private static void throwIfInterrupted(RuntimeException thrown) throws InterruptedException {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                var interrupted = new InterruptedException("the model call was stopped");
                interrupted.initCause(thrown);
                throw interrupted;
            }
        }
    }
}
