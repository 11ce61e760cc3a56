package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Call;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.Value;
import io.orchestrator.plan.ConfiguredModels;
import io.orchestrator.plan.StepAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that a template names when the step runs. */
class ModelsTest {

    private static JobDriver job(Value names, Value picked) {
        var configured = new ConfiguredModels(List.of("ollama/llama3.2", "openai/*"));
        var call = new StepAction.CallModel(
                List.of(),
                Optional.of(new StepAction.ModelChoice(ValueTemplate.of(names), configured)),
                "generate",
                Template.parse("hi"),
                ValueTemplate.EMPTY,
                Value.EMPTY,
                false);
        return JobDriver.submitted(new PlanBuilder()
                .set("pick", Map.of("model", picked))
                .action("ask", call, "pick")
                .build());
    }

    private static List<String> asked(JobDriver job) {
        return ((Call.Model) job.command("ask").call()).models();
    }

    @ParameterizedTest
    @CsvSource({
        "openai/gpt-4o,openai/gpt-4o",
        "' gpt-4o-mini ',openai/gpt-4o-mini",
        "ollama:llama3.2,ollama/llama3.2",
        "llama3.2,ollama/llama3.2"
    })
    void asksTheModelThatTheTemplateGives(String given, String expected) {
        var job = job(Value.of("{{ pick.result.model }}"), Value.of(given));

        assertThat(asked(job)).containsExactly(expected);
    }

    @Test
    void keepsTheOrderOfAListAndLeavesOutWhatIsNotConfigured() {
        var names =
                Value.of(List.of(Value.of("claude-sonnet"), Value.of("${pick.result.model}"), Value.of("llama3.2")));

        var job = job(names, Value.of(List.of(Value.of("gpt-4o"), Value.of("llama3.2"))));

        assertThat(asked(job)).containsExactly("openai/gpt-4o", "ollama/llama3.2");
    }

    @Test
    void failsAndNamesTheConfiguredModelsWhenTheTemplateGivesAnother() {
        var job = job(Value.of("${pick.result.model}"), Value.of("claude-sonnet"));

        assertThat(job.failure().kind()).isEqualTo(FailureKind.TEMPLATE);
        assertThat(job.failure().message())
                .contains("step 'ask'", "'claude-sonnet' is not configured", "ollama/llama3.2, openai/*");
        assertThat(job.commands).isEmpty();
    }

    @Test
    void failsWhenTheTemplateGivesNothing() {
        var job = job(Value.of("${pick.result.model}"), Value.of(" "));

        assertThat(job.failure().message()).contains("names no model");
    }
}
