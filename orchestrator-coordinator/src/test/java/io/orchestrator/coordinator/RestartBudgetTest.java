package io.orchestrator.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.coordinator.metrics.Metrics;
import org.junit.jupiter.api.Test;

class RestartBudgetTest {

    private final RestartBudget budget = new RestartBudget(new Metrics(new SimpleMeterRegistry()));

    @Test
    void givesUpWhenThreadsDieOneAfterTheOther() {
        for (int i = 0; i < RestartBudget.MAX_REPLACED; i++) {
            assertThat(budget.take(i)).isTrue();
        }

        assertThat(budget.take(RestartBudget.MAX_REPLACED)).isFalse();
    }

    @Test
    void goesOnWhenThreadsDieNowAndThen() {
        for (int i = 0; i < RestartBudget.MAX_REPLACED; i++) {
            budget.take(i);
        }

        assertThat(budget.take(RestartBudget.WINDOW.toNanos() + RestartBudget.MAX_REPLACED))
                .isTrue();
    }
}
