package io.orchestrator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.Value;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step that ends every worker which begins it ends itself: Kafka would have dropped its command, and the job have waited for ever. */
final class DeadlyStepTest {

    /** Of one attempt: two that Kafka's locks guard, and one that a lease does. */
    private static final int DEATHS_AN_ATTEMPT = 3;

    /** Ten losses are excused, and the attempts of the policy follow. */
    private static final int ATTEMPTS = 10 + 1;

    private static final String DEADLY = """
            id: deadly
            steps:
              - {id: first, tool: terminal, parameters: {command: "ok first"}}
              - {id: deadly, tool: terminal, parameters: {command: "die"}, depends_on: first, retry: {max_attempts: 1}}
            """;

    @TempDir
    static Path workspace;

    @Test
    void aStepThatEndsEveryWorkerFailsInTheEnd() {
        try (var rehearsal = new Rehearsal(new Kit(workspace), DEADLY)) {
            rehearsal.runSlowly();

            assertThat(rehearsal.over()).isTrue();
            assertThat(rehearsal.document().get("status")).isEqualTo(Value.of("failed"));
            assertThat(String.valueOf(rehearsal.document().get("error")))
                    .contains("stopped renewing its lease on step 'deadly'");
            assertThat(rehearsal.deaths()).isEqualTo(DEATHS_AN_ATTEMPT * ATTEMPTS);
        }
    }
}
