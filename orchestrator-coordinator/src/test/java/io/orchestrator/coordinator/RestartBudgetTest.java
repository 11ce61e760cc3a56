package io.orchestrator.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.coordinator.metrics.Metrics;
import org.junit.jupiter.api.Test;

class RestartBudgetTest {

    private static final int REPLACED = 3;

    private final RestartBudget budget = new RestartBudget(REPLACED, new Metrics(new SimpleMeterRegistry()));

    @Test
    void givesUpWhenThreadsDieOneAfterTheOther() {
        for (int i = 0; i < REPLACED; i++) {
            assertThat(budget.take(i)).isTrue();
        }

        assertThat(budget.take(REPLACED)).isFalse();
    }

    @Test
    void namesTheCausesWhenAThreadDied() {
        budget.handle(new IllegalStateException("outside", new IllegalArgumentException("inside")));

        assertThat(budget.lastDeath())
                .isEqualTo("java.lang.IllegalStateException: outside;"
                        + " caused by: java.lang.IllegalArgumentException: inside");
    }

    @Test
    void goesOnWhenThreadsDieNowAndThen() {
        for (int i = 0; i < REPLACED; i++) {
            budget.take(i);
        }

        assertThat(budget.take(RestartBudget.WINDOW.toNanos() + REPLACED)).isTrue();
    }
}
