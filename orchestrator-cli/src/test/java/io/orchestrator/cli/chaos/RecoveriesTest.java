package io.orchestrator.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.chaos.Blow.Action;
import io.orchestrator.cli.chaos.Tail.Arrival;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecoveriesTest {

    @Test
    void takesTheLastPartitionThatAcceptsAJobAfterACoordinatorWasKilled() {
        var hit = kill(Kind.COORDINATOR, "coordinator-1.1");
        var asked = List.of(probe("a", 0, hit), probe("b", 1, hit));
        var arrivals = List.of(accepted("a", 1_200), accepted("other", 1_300), accepted("b", 7_000));

        var recoveries = Recoveries.of(List.of(hit), asked, arrivals);

        assertThat(recoveries.max(Kind.COORDINATOR)).hasValue(6_000);
        assertThat(recoveries.median(Kind.WORKER)).isEmpty();
    }

    @Test
    void hasNoFigureWhereAPartitionNeverGoesOn() {
        var hit = kill(Kind.COORDINATOR, "coordinator-1.1");
        var asked = List.of(probe("a", 0, hit), probe("b", 1, hit));

        var recoveries = Recoveries.of(List.of(hit), asked, List.of(accepted("a", 1_200)));

        assertThat(recoveries.count(Kind.COORDINATOR)).isZero();
    }

    @Test
    void takesTheLastStepOfAKilledWorkerThatMovesOn() {
        var hit = kill(Kind.WORKER, "worker-1.1");
        var arrivals = List.of(
                arrival(PlantedLog.started("first", 1, "worker-1.1"), 500),
                arrival(PlantedLog.started("second", 1, "worker-1.1"), 600),
                arrival(PlantedLog.completed("first", 1), 900),
                arrival(PlantedLog.started("second", 1, "worker-2.1"), 4_000),
                arrival(PlantedLog.completed("second", 1), 5_000));

        var recoveries = Recoveries.of(List.of(hit), List.of(), arrivals);

        assertThat(recoveries.median(Kind.WORKER)).hasValue(3_000);
        assertThat(recoveries.max(Kind.WORKER)).hasValue(3_000);
    }

    @Test
    void doesNotCountAKilledWorkerThatHeldNothing() {
        var hit = kill(Kind.WORKER, "worker-1.1");
        var arrivals = List.of(
                arrival(PlantedLog.started("first", 1, "worker-1.1"), 500),
                arrival(PlantedLog.completed("first", 1), 900),
                arrival(PlantedLog.started("second", 1, "worker-2.1"), 4_000));

        assertThat(Recoveries.of(List.of(hit), List.of(), arrivals).count(Kind.WORKER))
                .isZero();
    }

    private static Hit kill(Kind kind, String member) {
        return new Hit(new Blow(1_000, kind, 0, Action.KILL, 500), member, 1_000);
    }

    private static Submitted probe(String jobId, int partition, Hit hit) {
        return new Submitted(jobId, Value.of(Map.of()), partition, Optional.of(hit));
    }

    private static Arrival accepted(String jobId, long atMs) {
        return new Arrival(new JobEvent(jobId, 1, 0, atMs, PlantedLog.accepted()), atMs);
    }

    private static Arrival arrival(JobFact fact, long atMs) {
        return new Arrival(PlantedLog.event(1, fact), atMs);
    }
}
