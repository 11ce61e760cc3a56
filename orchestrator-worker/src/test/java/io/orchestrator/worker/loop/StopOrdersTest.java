package io.orchestrator.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.TaskRef;
import io.orchestrator.model.WorkerControl;
import org.junit.jupiter.api.Test;

final class StopOrdersTest {

    @Test
    void coversEveryAttemptOfTheJobWhenTheOrderNamesNoStep() {
        var stops = new StopOrders();

        stops.add(order("", 0, 1));

        assertThat(stops.covers(task("a", 1, 0))).isTrue();
        assertThat(stops.covers(task("b", 2, 1))).isTrue();
    }

    @Test
    void sparesALaterEpochWhenTheOrderIsOlder() {
        var stops = new StopOrders();

        stops.add(order("", 0, 1));

        assertThat(stops.covers(task("a", 1, 2))).isFalse();
    }

    @Test
    void coversOnlyThatAttemptWhenTheOrderNamesOne() {
        var stops = new StopOrders();

        stops.add(order("a", 1, 0));

        assertThat(stops.covers(task("a", 1, 0))).isTrue();
        assertThat(stops.covers(task("a", 2, 0))).isFalse();
        assertThat(stops.covers(task("b", 1, 0))).isFalse();
    }

    @Test
    void sparesOtherJobsWhenOneIsStopped() {
        var stops = new StopOrders();

        stops.add(order("", 0, 0));

        assertThat(stops.covers(new TaskRef("c", "other", 0, "a", 1))).isFalse();
    }

    private static WorkerControl order(String step, int attempt, int epoch) {
        return new WorkerControl(new TaskRef("", "job", epoch, step, attempt), "", "cancelled");
    }

    private static TaskRef task(String step, int attempt, int epoch) {
        return new TaskRef("c", "job", epoch, step, attempt);
    }
}
