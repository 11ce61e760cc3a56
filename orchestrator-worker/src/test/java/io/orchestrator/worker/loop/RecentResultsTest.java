package io.orchestrator.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecentResultsTest {

    @Test
    void findsAResultWhenItIsRecent() {
        var recent = new RecentResults(2, 100);

        recent.put(completed("a"), 10);

        assertThat(recent.find("a")).contains(completed("a"));
        assertThat(recent.find("b")).isEmpty();
    }

    @Test
    void forgetsTheOldestWhenThereAreTooMany() {
        var recent = new RecentResults(2, 100);

        recent.put(completed("a"), 10);
        recent.put(completed("b"), 10);
        recent.put(completed("c"), 10);

        assertThat(recent.find("a")).isEmpty();
        assertThat(recent.find("b")).isPresent();
        assertThat(recent.find("c")).isPresent();
    }

    @Test
    void forgetsTheOldestWhenTheyAreTooLarge() {
        var recent = new RecentResults(10, 100);

        recent.put(completed("a"), 60);
        recent.put(completed("b"), 60);

        assertThat(recent.find("a")).isEmpty();
        assertThat(recent.find("b")).isPresent();
    }

    @Test
    void countsBytesOnceWhenAResultIsPutAgain() {
        var recent = new RecentResults(10, 100);

        recent.put(completed("a"), 60);
        recent.put(completed("a"), 60);
        recent.put(completed("b"), 40);

        assertThat(recent.find("a")).isPresent();
        assertThat(recent.find("b")).isPresent();
    }

    private static TaskCompleted completed(String commandId) {
        var task = new TaskRef(commandId, "job", 0, "step", 1);
        return new TaskCompleted(task, "w", 1, 2, new TaskResult.Done(Value.EMPTY, Optional.empty()), "claim");
    }
}
