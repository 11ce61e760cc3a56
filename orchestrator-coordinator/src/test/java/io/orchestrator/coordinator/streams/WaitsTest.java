package io.orchestrator.coordinator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Timers are rows of a store: they are as short or as long as their author wants. */
class WaitsTest {

    @RegisterExtension
    private final JobsRig rig = new JobsRig();

    private void submit(String wait) {
        rig.submitDocument("job-1", """
                id: waiting
                version: "1.0.0"
                steps:
                  - {id: pause, wait: {%s}}
                """.formatted(wait), "{}");
    }

    private boolean ended() {
        return rig.eventTypes().contains("job.completed");
    }

    @Test
    void goesOnAfterFiftyMilliseconds() {
        submit("for: 50ms");
        var atOnce = ended();
        rig.advance(Duration.ofMillis(50));

        assertThat(atOnce).isFalse();
        assertThat(ended()).isTrue();
    }

    @Test
    void goesOnAfterSevenMonths() {
        submit("until: \"2027-06-19T05:00:00Z\"");
        rig.advance(Duration.between(JobsRig.START, Instant.parse("2027-06-19T04:00:00Z")));
        var early = ended();
        rig.advance(Duration.ofHours(1));

        assertThat(early).isFalse();
        assertThat(ended()).isTrue();
    }
}
