package io.orchestrator.cli;

import io.orchestrator.cli.SharedStack.Running;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One embedded stack with models for all test classes of this JVM; what {@link SharedStack} is without. Every provider
 * is the same server, which answers by rule.
 */
final class ModelStack implements ParameterResolver {

    /** Answers {@code <AUTO>} tags: the provider's second model, so that tests can tell it from the first. */
    private static final Map<String, String> CHOICE =
            Map.of("models.rule.models", "first,second", "auto.model", "rule/second");

    private static final List<String> PROVIDERS =
            List.of("rule", "openai", "anthropic", "gemini", "google", "ollama", "huggingface", "dartmouth", "local");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Answering.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(ModelStack.class))
                .getOrComputeIfAbsent(Answering.class, type -> Answering.start(), Answering.class);
    }

    /**
     * The stack and what answers its model steps.
     *
     * @param stack commands that are run with its home join it
     * @param models the server of all its providers
     */
    record Answering(Running stack, RuleModels models) implements AutoCloseable {

        private static Answering start() {
            var models = RuleModels.start();
            var settings = new HashMap<>(CHOICE);
            for (var provider : PROVIDERS) {
                settings.put("models." + provider + ".type", "openai-compatible");
                settings.put("models." + provider + ".base-url", models.url());
            }
            try {
                return new Answering(Running.start(settings), models);
            } catch (RuntimeException e) {
                models.close();
                throw e;
            }
        }

        @Override
        public void close() {
            try (models) {
                stack.close();
            }
        }
    }
}
