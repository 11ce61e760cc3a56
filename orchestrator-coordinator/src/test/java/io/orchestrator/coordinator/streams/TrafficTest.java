package io.orchestrator.coordinator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrafficTest {

    private final Traffic traffic = new Traffic(Duration.ofMillis(25));

    @Test
    void isLightWhenOneJobSendsManyRecords() {
        for (int i = 0; i < 1_000; i++) {
            traffic.input("job", 1_000 + i);
        }

        assertThat(traffic.light()).isTrue();
    }

    @Test
    void isNotLightWhenManyJobsRun() {
        inputs(Traffic.LIGHT + 1, 1_000);

        assertThat(traffic.light()).isFalse();
    }

    @Test
    void isNotLightAtTheBeginningOfAWindowWhenTheOneBeforeWasFull() {
        inputs(Traffic.LIGHT + 1, 1_000);
        inputs(1, 1_030);

        assertThat(traffic.light()).isFalse();
    }

    @Test
    void isLightAgainWhenTheFullWindowIsLongAgo() {
        inputs(Traffic.LIGHT + 1, 1_000);
        inputs(1, 1_060);

        assertThat(traffic.light()).isTrue();
    }

    @Test
    void isLightAgainWhenTheWindowsAfterTheFullOneHadFew() {
        inputs(Traffic.LIGHT + 1, 1_000);
        inputs(1, 1_030);
        inputs(1, 1_056);

        assertThat(traffic.light()).isTrue();
    }

    private void inputs(int jobs, long atMs) {
        for (int i = 0; i < jobs; i++) {
            traffic.input("job-" + i, atMs);
        }
    }
}
