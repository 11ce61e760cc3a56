package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.language.Template;
import io.orchestrator.model.StepCommand;
import io.orchestrator.plan.Manner;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a step's call is made: what the command says of it. */
class MannersTest {

    private static JobDriver job(String idempotencyKey, Optional<Manner.Rate> rate, Optional<Manner.Cache> cache) {
        var manner = new Manner(Optional.of(Template.parse(idempotencyKey)), rate, Map.of("TOKEN", "api-token"), cache);
        return JobDriver.submitted(
                new PlanBuilder().step("pay", "p").manner(manner).build());
    }

    @Test
    void tellsKeyLimitAndSecretsWhenTheStepHasThem() {
        var rate = new Manner.Rate(Template.parse("bank of {{ who }}"), 3, 1_000);
        var cache = new Manner.Cache(Optional.of(Template.parse("of {{ who }}")), 60_000);

        var job = job(" order-{{ who }} ", Optional.of(rate), Optional.of(cache));

        assertThat(job.command("pay").manner())
                .isEqualTo(new StepCommand.Manner(
                        "order-Ada",
                        Optional.of(new StepCommand.Rate("bank of Ada", 3, 1_000)),
                        Map.of("TOKEN", "api-token"),
                        Optional.of(new StepCommand.Cache("of Ada", 60_000))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ '' }}", "{{ 'a' * 300 }}", "two\nlines", "k\u00e9y", "{{ nothing }}"})
    void failsTheStepBeforeAnythingIsCalledWhenTheKeyIsNoLine(String key) {
        var job = job(key, Optional.empty(), Optional.empty());

        assertThat(job.commands).isEmpty();
        assertThat(job.failure().message()).contains("pay");
    }

    @Test
    void tellsNothingWhenTheStepHasNone() {
        var job = JobDriver.submitted(new PlanBuilder().step("pay", "p").build());

        assertThat(job.command("pay").manner()).isEqualTo(StepCommand.Manner.PLAIN);
    }
}
