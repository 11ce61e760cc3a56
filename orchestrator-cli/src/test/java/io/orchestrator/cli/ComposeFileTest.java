package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Every service of {@code docker-compose.yml} starts with what it is given. */
class ComposeFileTest {

    private final ComposeFile compose;

    ComposeFileTest() throws IOException {
        compose = ComposeFile.read();
    }

    @Test
    void givesEachServiceOnlySettingsThatItKnows() {
        assertThatCode(() -> compose.settings("coordinator").readAsCoordinator())
                .doesNotThrowAnyException();
        assertThatCode(() -> compose.settings("worker").readAsWorker()).doesNotThrowAnyException();
        assertThatCode(() -> compose.settings("topics").readAsTopics()).doesNotThrowAnyException();
    }

    @Test
    void keepsTheClaimSecretFromWorkers() {
        assertThat(compose.settings("coordinator").environment()).containsKey("ORCHESTRATOR_CLAIM_SECRET");
        assertThat(compose.settings("worker").environment()).doesNotContainKey("ORCHESTRATOR_CLAIM_SECRET");
    }
}
