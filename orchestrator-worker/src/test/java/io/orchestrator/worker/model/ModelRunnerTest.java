package io.orchestrator.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.config.Secret;
import io.orchestrator.json.Json;
import io.orchestrator.model.Call;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.ModelUsage;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.worker.guard.Budget;
import io.orchestrator.worker.guard.GuardConfig;
import io.orchestrator.worker.guard.Guards;
import io.orchestrator.worker.meter.WorkerMeters;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ModelRunnerTest {

    private static final Value.Dict SCHEMA = Json.parseDict("""
            {"type":"object","properties":{"age":{"type":"integer"}},"required":["age"]}""");

    /** In and out, 7 and 3 tokens, make 47.5 millionths. */
    private static final Map<String, Price> PRICES =
            Map.of("big", new Price(new BigDecimal("2.5"), new BigDecimal("10")));

    private final ModelServer server = new ModelServer();
    private final ModelServer other = new ModelServer();

    @AfterEach
    void stop() {
        server.close();
        other.close();
    }

    @Test
    void answersWithTextWhenOpenAiAnswers() throws InterruptedException {
        server.saysAsOpenAi("Hello.");

        var result =
                run(generate("openai/gpt-4o-mini", "{\"temperature\":0.5,\"max_tokens\":20,\"system\":\"Be brief\"}"));

        assertThat(result)
                .isEqualTo(new TaskResult.Done(
                        Json.parseDict("""
                                {"result":"Hello.","success":true,"error":null,"action":"generate",
                                 "model_used":"openai/gpt-4o-mini"}"""), Optional.of(new ModelUsage("openai", "gpt-4o-mini", 7, 3))));
        var asked = server.asked().getFirst();
        assertThat(asked.path()).isEqualTo("/v1/chat/completions");
        assertThat(asked.key()).isEqualTo("Bearer key-openai");
        assertThat(asked.body().get("model")).isEqualTo(Value.of("gpt-4o-mini"));
        assertThat(asked.body().get("temperature")).isEqualTo(Value.of(0.5));
        assertThat(Json.write(asked.body())).contains("Be brief").contains("Say hello");
    }

    @Test
    void answersWithTextWhenOllamaAnswers() throws InterruptedException {
        server.saysAsOllama("Hello.");

        var result = run(generate("ollama:llama3.2:1b", "{}"));

        assertThat(envelope(result).get("model_used")).isEqualTo(Value.of("ollama/llama3.2:1b"));
        assertThat(((TaskResult.Done) result).usage()).contains(new ModelUsage("ollama", "llama3.2:1b", 5, 2));
        assertThat(server.asked().getFirst().path()).isEqualTo("/api/chat");
        assertThat(server.asked().getFirst().body().get("model")).isEqualTo(Value.of("llama3.2:1b"));
    }

    @Test
    void answersWithTextWhenAnthropicAnswers() throws InterruptedException {
        server.saysAsAnthropic("Hello.");

        var result = run(generate("anthropic/claude-sonnet", "{}"));

        assertThat(envelope(result).get("result")).isEqualTo(Value.of("Hello."));
        assertThat(((TaskResult.Done) result).usage()).contains(new ModelUsage("anthropic", "claude-sonnet", 9, 4));
        assertThat(server.asked().getFirst().key()).isEqualTo("key-anthropic");
        assertThat(server.asked().getFirst().body().get("max_tokens")).isEqualTo(Value.of(4096));
    }

    @Test
    void answersWithTextWhenGeminiAnswers() throws InterruptedException {
        server.saysAsGemini("Hello.");

        var result = run(generate("gemini/gemini-2.0-flash", "{}"));

        assertThat(envelope(result).get("result")).isEqualTo(Value.of("Hello."));
        assertThat(((TaskResult.Done) result).usage()).contains(new ModelUsage("gemini", "gemini-2.0-flash", 6, 1));
        assertThat(server.asked().getFirst().path()).contains("gemini-2.0-flash");
    }

    @Test
    void saysWhatTheAnswerCostWhenThePriceOfTheModelIsKnown() throws InterruptedException {
        other.saysAsOpenAi("Hello.");
        server.saysAsOpenAi("Hello.");

        var priced = run(generate("gateway/big", "{}"));
        var unknown = run(generate("openai/small", "{}"));

        assertThat(envelope(priced).get("cost_usd")).isEqualTo(Value.of(0.0000475));
        assertThat(envelope(unknown).get("cost_usd")).isNull();
    }

    /** The prompt has 9 bytes: 4 tokens as estimated, 10 millionths; 90 are left for 9 tokens. */
    @Test
    void boundsTheAnswerByWhatTheStepMayCost() throws InterruptedException {
        other.saysAsOpenAi("Hello.");

        var result = run(generate("gateway/big", "{\"max_cost_usd\":0.0001,\"max_tokens\":20}"));

        assertThat(envelope(result).get("result")).isEqualTo(Value.of("Hello."));
        assertThat(other.asked().getFirst().body().get("max_tokens")).isEqualTo(Value.of(9));
        assertThat(other.asked().getFirst().body().get("max_cost_usd")).isNull();
    }

    @Test
    void takesTheNextModelWhenTheFirstIsTooExpensive() throws InterruptedException {
        server.saysAsOllama("Hello.");
        var cheap = Json.parseDict("{\"max_cost_usd\":0.000001}");

        var result = run(call(List.of("gateway/big", "ollama/llama3.2"), "generate", cheap, Value.EMPTY));

        assertThat(envelope(result).get("model_used")).isEqualTo(Value.of("ollama/llama3.2"));
        assertThat(other.asked()).isEmpty();
    }

    @Test
    void asksNobodyWhenThePriceOfTheModelIsNotKnownAndTheStepHasABound() throws InterruptedException {
        var failure = failure(run(generate("openai/small", "{\"max_cost_usd\":1}")));

        assertThat(failure.kind()).isEqualTo(FailureKind.LIMIT);
        assertThat(failure.code()).isEqualTo(Allowance.TOO_EXPENSIVE);
        assertThat(failure.message()).contains("openai/small").contains("models.<provider>.prices");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void failsWhenTheAnswerIsCutOffWhereTheMoneyEnds() throws InterruptedException {
        other.says(200, """
                {"id":"c1","object":"chat.completion","created":1,"model":"m",
                 "choices":[{"index":0,"message":{"role":"assistant","content":"Hel"},"finish_reason":"length"}],
                 "usage":{"prompt_tokens":7,"completion_tokens":9,"total_tokens":16}}""");

        var failure = failure(run(generate("gateway/big", "{\"max_cost_usd\":0.0001}")));

        assertThat(failure.code()).isEqualTo(Allowance.SPENT);
        assertThat(failure.message()).contains("gateway/big").contains("max_cost_usd");
    }

    @Test
    void asksNotAgainForAnAnswerThatFitsWhenTheMoneyIsSpent() throws InterruptedException {
        other.says(200, """
                {"id":"c1","object":"chat.completion","created":1,"model":"m",
                 "choices":[{"index":0,"message":{"role":"assistant","content":"no age"},"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":340,"completion_tokens":3,"total_tokens":343}}""");

        var parameters = Json.parseDict("{\"max_cost_usd\":0.0009}");
        var result = run(call(List.of("gateway/big", "openai/small"), "generate_structured", parameters, SCHEMA));

        assertThat(failure(result).code()).isEqualTo(Allowance.SPENT);
        assertThat(other.asked()).hasSize(1);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void takesTheNextModelWhenTheFirstIsUnavailable() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            other.says(503, "{\"error\":\"overloaded\"}");
        }
        server.saysAsOpenAi("Hello.");

        var result = run(call(List.of("gateway/big", "openai/small"), "generate", Value.EMPTY, Value.EMPTY));

        assertThat(envelope(result).get("model_used")).isEqualTo(Value.of("openai/small"));
        assertThat(other.asked()).hasSize(3);
    }

    @Test
    void saysWhichKeyToSetWhenTheKeyIsRefused() throws InterruptedException {
        server.says(401, "{\"error\":{\"message\":\"Incorrect API key provided\"}}");

        var failure = failure(run(generate("openai/gpt-4o-mini", "{}")));

        assertThat(failure.kind()).isEqualTo(FailureKind.DENIED);
        assertThat(failure.message()).contains("OPENAI_API_KEY").contains("models.openai.api-key");
        assertThat(failure.message()).doesNotContain("key-openai");
    }

    @Test
    void asksForPatienceWhenTheRateIsLimited() throws InterruptedException {
        server.says(429, "{\"error\":{\"message\":\"slow down\"}}");

        var failure = failure(run(generate("openai/gpt-4o-mini", "{}")));

        assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(failure.retryAfterMs()).isPositive();
    }

    @Test
    void saysWhatToSetWhenTheProviderIsNotConfigured() throws InterruptedException {
        var failure = failure(run(generate("mistral/large", "{}")));

        assertThat(failure.code()).isEqualTo("MODEL_NOT_CONFIGURED");
        assertThat(failure.message()).contains("models.mistral.base-url");
    }

    @Test
    void parsesTheAnswerWhenItFitsTheSchema() throws InterruptedException {
        server.saysAsOpenAi("Here it is:\n```json\n{\"age\": 30}\n```");

        var result = run(call(List.of("openai/m"), "generate_structured", Value.EMPTY, SCHEMA));

        assertThat(envelope(result).get("result")).isEqualTo(Value.of(Map.of("age", Value.of(30))));
        assertThat(envelope(result).get("action")).isEqualTo(Value.of("generate_structured"));
    }

    @Test
    void asksOnceMoreWhenTheAnswerDoesNotFit() throws InterruptedException {
        server.saysAsOpenAi("{\"age\": \"thirty\"}").saysAsOpenAi("{\"age\": 30}");

        var result = run(call(List.of("openai/m"), "generate_structured", Value.EMPTY, SCHEMA));

        assertThat(envelope(result).get("result")).isEqualTo(Value.of(Map.of("age", Value.of(30))));
        assertThat(((TaskResult.Done) result).usage()).contains(new ModelUsage("openai", "m", 14, 6));
        assertThat(Json.write(server.asked().getLast().body()))
                .contains("thirty")
                .contains("does not fit");
    }

    @Test
    void failsWhenTheMendedAnswerDoesNotFitEither() throws InterruptedException {
        server.saysAsOpenAi("{\"age\": \"thirty\"}").saysAsOpenAi("sorry");

        var failure = failure(run(call(List.of("openai/m"), "generate_structured", Value.EMPTY, SCHEMA)));

        assertThat(failure.kind()).isEqualTo(FailureKind.MODEL);
        assertThat(failure.code()).isEqualTo("MODEL_ANSWER_UNFIT");
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void asksAboutTheTextWhenItAnalyzes() throws InterruptedException {
        server.saysAsOpenAi("Positive.");
        var parameters = Json.parseDict("{\"text\":\"I love it\",\"analysis_type\":\"sentiment\"}");

        run(new Call.Model(List.of("openai/m"), "analyze_text", "", parameters, Value.EMPTY));

        assertThat(Json.write(server.asked().getFirst().body()))
                .contains("I love it")
                .contains("sentiment");
    }

    @Test
    void refusesTheStepWhenAParameterHasTheWrongType() throws InterruptedException {
        var failure = failure(run(generate("openai/m", "{\"temperature\":\"hot\"}")));

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID);
        assertThat(failure.message()).contains("temperature is not a number");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void namesWhatWorkflowsMayUseWhenAskedForPatterns() {
        assertThat(models().patterns())
                .containsExactly("openai/*", "ollama/*", "anthropic/*", "gemini/*", "gateway/big");
    }

    private ConfiguredModels models() {
        return ConfiguredModels.create(List.of(
                provider("openai", ProviderType.OPENAI_COMPATIBLE, server.url() + "/v1", List.of()),
                provider("ollama", ProviderType.OLLAMA, server.url(), List.of()),
                provider("anthropic", ProviderType.ANTHROPIC, server.url() + "/v1", List.of()),
                provider("gemini", ProviderType.GEMINI, server.url(), List.of()),
                provider("gateway", ProviderType.OPENAI_COMPATIBLE, other.url(), List.of("big"))));
    }

    private static ProviderConfig provider(String name, ProviderType type, String url, List<String> models) {
        return new ProviderConfig(name, type, url, new Secret("key-" + name), Duration.ofSeconds(10), models, PRICES);
    }

    private TaskResult run(Call.Model call) throws InterruptedException {
        var meters = new WorkerMeters(new SimpleMeterRegistry());
        var guards = new Guards(Map.of(), GuardConfig.defaults(), meters.registry());
        return new ModelRunner(models(), guards, meters).run(call, "step", Budget.startingNow(Duration.ofMinutes(1)));
    }

    private static Call.Model generate(String model, String parameters) {
        return call(List.of(model), "generate", Json.parseDict(parameters), Value.EMPTY);
    }

    private static Call.Model call(List<String> models, String action, Value.Dict parameters, Value.Dict schema) {
        return new Call.Model(models, action, "Say hello", parameters, schema);
    }

    private static Value.Dict envelope(TaskResult result) {
        return ((TaskResult.Done) result).envelope();
    }

    private static Failure failure(TaskResult result) {
        return ((TaskResult.Failed) result).failure();
    }
}
