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

        assertThat(recoveries.longest(Kind.COORDINATOR).map(Recovery::ms)).hasValue(6_000L);
        assertThat(recoveries.median(Kind.WORKER)).isEmpty();
    }

    @Test
    void tellsWhichPartitionWasLastAndWhatElseWasDownMeanwhile() {
        var hit = kill(Kind.COORDINATOR, "coordinator-1.1");
        var before = new Hit(new Blow(100, Kind.BROKER, 0, Action.KILL, 1_000), "broker-1.1", 100);
        var during = new Hit(new Blow(2_000, Kind.COORDINATOR, 1, Action.PAUSE, 9_000), "coordinator-2.1", 2_000);
        var over = new Hit(new Blow(100, Kind.WORKER, 0, Action.PAUSE, 800), "worker-1.1", 100);
        var later = new Hit(new Blow(7_500, Kind.WORKER, 0, Action.KILL, 800), "worker-1.1", 7_500);
        var asked = List.of(probe("a", 0, hit), probe("b", 1, hit));
        var arrivals = List.of(accepted("b", 1_200), accepted("a", 7_000));

        var longest = Recoveries.of(List.of(over, before, hit, during, later), asked, arrivals)
                .longest(Kind.COORDINATOR)
                .orElseThrow();

        assertThat(longest.meanwhile()).containsExactly(before, during);
        assertThat(longest)
                .hasToString("coordinator-1.1 killed at 1.0 s for 0.5 s: 6.0 s, last job partition 0; meanwhile"
                        + " broker-1.1 killed at 0.1 s for 1.0 s, coordinator-2.1 stopped at 2.0 s for 9.0 s");
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

        assertThat(recoveries.median(Kind.WORKER)).hasValue(3_000L);
        assertThat(recoveries.longest(Kind.WORKER).map(Recovery::ms)).hasValue(3_000L);
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
