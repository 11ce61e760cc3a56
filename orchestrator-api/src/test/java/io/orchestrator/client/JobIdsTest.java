package io.orchestrator.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JobIdsTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

    @Test
    void beginsWithTheWorkflowAndHoldsTheTime() {
        var id = JobIds.create("greet", AT, new Random(1));

        assertThat(id).matches("greet-[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(JobIds.time(id)).contains(AT);
        assertThat(JobIds.valid(id)).isTrue();
    }

    @Test
    void sortsByTime() {
        var random = new Random(2);
        var earlier = JobIds.create("greet", AT, random);
        var later = JobIds.create("greet", AT.plusMillis(1), random);

        assertThat(earlier).isLessThan(later);
    }

    @Test
    void makesValidIdsOfAnyWorkflowName() {
        var random = new Random(3);
        for (String name : new String[] {"", "..", "a b/c", "grüße", "x".repeat(500), "-a"}) {
            var id = JobIds.create(name, AT, random);

            assertThat(JobIds.valid(id)).as("%s gives %s", name, id).isTrue();
            assertThat(JobIds.time(id)).contains(AT);
        }
    }

    @Test
    void findsNoTimeInOtherIds() {
        assertThat(JobIds.time("job-1")).isEmpty();
        assertThat(JobIds.time("greet-01234567-89ab-4def-8123-456789abcdef")).isEmpty();
        assertThat(JobIds.time("")).isEmpty();
    }

    @Test
    void refusesWhatIsNoId() {
        assertThat(JobIds.valid("")).isFalse();
        assertThat(JobIds.valid("a/b")).isFalse();
        assertThat(JobIds.valid(".a")).isFalse();
        assertThat(JobIds.valid("a".repeat(129))).isFalse();
        assertThat(JobIds.valid("a".repeat(128))).isTrue();
    }
}
