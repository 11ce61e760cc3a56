package io.orchestrator.coordinator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.coordinator.admission.QueueLimit.Rate;
import io.orchestrator.coordinator.state.LaneKeys;
import io.orchestrator.model.JobLane;
import io.orchestrator.model.JobLane.OnLimit;
import io.orchestrator.model.JobTicket;
import io.orchestrator.model.LaneRequest;
import io.orchestrator.model.LaneRequest.Kind;
import io.orchestrator.model.Priority;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Given a lane's limit, when jobs ask and leave, then who is let through. */
class LanesTest {

    private static final JobLane BATCH = LaneRig.QUEUE;

    static AdmissionOptions limit(int running) {
        return options(new QueueLimit(OptionalInt.of(running), Optional.empty()));
    }

    private static AdmissionOptions options(QueueLimit limit) {
        return new AdmissionOptions(
                Map.of("batch", limit),
                QueueLimit.NONE,
                Duration.ofHours(1),
                Duration.ofHours(6),
                Duration.ofMinutes(10));
    }

    @Test
    void letsThroughAsManyAsTheLimitSays() {
        var rig = new LaneRig(limit(2));

        for (int i = 1; i <= 4; i++) {
            rig.ask(BATCH, "job-" + i);
        }

        assertThat(rig.admitted()).containsExactly("job-1", "job-2");
        rig.leave(BATCH, "job-2");
        assertThat(rig.admitted()).containsExactly("job-1", "job-2", "job-3");
    }

    @Test
    void letsTheUrgentOvertake() {
        var rig = new LaneRig(limit(1));
        rig.ask(BATCH, "first");
        rig.ask(BATCH, "low", Priority.LOW);
        rig.now += 1_000;
        rig.ask(BATCH, "normal");
        rig.now += 1_000;
        rig.ask(BATCH, "high", Priority.HIGH);

        rig.leave(BATCH, "first");
        rig.leave(BATCH, "high");
        rig.leave(BATCH, "normal");

        assertThat(rig.admitted()).containsExactly("first", "high", "normal", "low");
    }

    @Test
    void letsNobodyWaitForEverWhenTheUrgentKeepComing() {
        var rig = new LaneRig(limit(1));
        rig.ask(BATCH, "first");
        rig.ask(BATCH, "low", Priority.LOW);
        var turns = 0;
        for (var running = "first"; !rig.admitted().contains("low"); turns++) {
            rig.now += Duration.ofMinutes(30).toMillis();
            rig.ask(BATCH, "high-" + turns, Priority.HIGH);
            rig.leave(BATCH, running);
            running = rig.admitted().getLast();
        }

        assertThat(turns).isEqualTo(13);
    }

    @Test
    void changesNothingWhenTheSameIsAskedAgain() {
        var rig = new LaneRig(limit(1));
        rig.ask(BATCH, "a");
        rig.ask(BATCH, "b");
        rig.ask(BATCH, "b");
        rig.ask(BATCH, "a");
        assertThat(rig.admitted()).containsExactly("a", "a");

        rig.leave(BATCH, "a");
        rig.leave(BATCH, "a");
        rig.ask(BATCH, "c");

        assertThat(rig.admitted()).containsExactly("a", "a", "b");
    }

    @Test
    void movesAJobWhenItAsksWithAnotherPriority() {
        var rig = new LaneRig(limit(1));
        rig.ask(BATCH, "first");
        rig.ask(BATCH, "a");
        rig.ask(BATCH, "b");

        rig.ask(BATCH, "b", Priority.HIGH);
        rig.leave(BATCH, "first");
        rig.leave(BATCH, "b");

        assertThat(rig.admitted()).containsExactly("first", "b", "a");
    }

    @Test
    void knowsTheRoundsOfAJobApart() {
        var rig = new LaneRig(limit(1));
        rig.take(new LaneRequest(BATCH, "a", 2, Kind.ASK, Priority.NORMAL, rig.now));
        rig.ask(BATCH, "b");

        rig.take(new LaneRequest(BATCH, "a", 1, Kind.LEAVE, Priority.NORMAL, rig.now));
        rig.take(new LaneRequest(BATCH, "a", 1, Kind.ASK, Priority.NORMAL, rig.now));
        assertThat(rig.admitted()).containsExactly("a");
        rig.now++;
        rig.take(new LaneRequest(BATCH, "a", 3, Kind.ASK, Priority.NORMAL, rig.now));

        assertThat(rig.admitted()).containsExactly("a", "b");
    }

    @Test
    void tellsAJobThatTheLaneIsFullWhenItWouldNotWait() {
        var rig = new LaneRig(limit(1));
        var lane = JobLane.ofKey("w", "k", 1, OnLimit.REJECT);
        rig.ask(lane, "a");

        rig.ask(lane, "b");

        assertThat(rig.admitted()).containsExactly("a");
        assertThat(rig.told(JobTicket.Kind.REJECTED)).containsExactly("b");
        rig.leave(lane, "a");
        rig.ask(lane, "c");
        assertThat(rig.admitted()).containsExactly("a", "c");
    }

    @Test
    void cancelsTheOldestWhenTheNewestWins() {
        var rig = new LaneRig(limit(1));
        var lane = JobLane.ofKey("w", "k", 1, OnLimit.CANCEL_OLDEST);
        rig.ask(lane, "a");
        rig.now++;
        rig.ask(lane, "b");
        rig.now++;

        assertThat(rig.madeRoom()).containsExactly("a");
        rig.ask(lane, "c");
        assertThat(rig.madeRoom()).as("b has never run").containsExactly("a", "b");
        assertThat(rig.admitted()).as("a has not left yet").containsExactly("a");
        rig.leave(lane, "b");
        rig.leave(lane, "a");

        assertThat(rig.admitted()).containsExactly("a", "c");
    }

    @Test
    void keepsLanesApart() {
        var rig = new LaneRig(limit(1));
        var one = JobLane.ofKey("w", "a", 1, OnLimit.QUEUE);
        var longer = JobLane.ofKey("w", "ab", 1, OnLimit.QUEUE);

        rig.ask(one, "j-1");
        rig.ask(one, "j-2");
        rig.ask(longer, "j-3");
        rig.leave(longer, "j-3");

        assertThat(rig.admitted()).containsExactly("j-1", "j-3");
    }

    @Test
    void keepsNothingOfALaneThatNobodyNeeds() {
        var rig = new LaneRig(limit(1));
        var lane = JobLane.ofKey("w", "k", 1, OnLimit.CANCEL_OLDEST);
        for (int i = 0; i < 10; i++) {
            rig.ask(lane, "job-" + i);
            rig.now++;
        }
        for (int i = 0; i < 10; i++) {
            rig.leave(lane, "job-" + i);
        }

        assertThat(rig.rows()).isZero();
    }

    @Test
    void startsNoMoreThanTheRateSays() {
        var rig = new LaneRig(options(new QueueLimit(OptionalInt.empty(), Optional.of(new Rate(10, 60_000)))));
        for (int i = 0; i < 40; i++) {
            rig.ask(BATCH, "job-" + i);
        }

        assertThat(rig.admitted()).hasSize(10);
        var start = rig.now;
        while (rig.admitted().size() < 40) {
            rig.now = Math.max(rig.now, rig.earliestMs());
            rig.work();
            assertThat(rig.admitted().size()).isLessThanOrEqualTo((int) (10 + (rig.now - start) / 6_000));
        }

        assertThat(rig.now - start).isEqualTo(180_000);
        rig.now += 60_000;
        IntStream.range(0, 20).forEach(i -> rig.ask(BATCH, "later-" + i));
        assertThat(rig.admitted()).hasSize(50);
    }

    @Test
    void goesOnWhereItWasWhenTheTaskMoves() {
        var rig = new LaneRig(limit(1));
        rig.ask(BATCH, "a");
        rig.ask(BATCH, "b");

        rig.restart(limit(1));
        rig.work();
        rig.ask(BATCH, "c");
        assertThat(rig.admitted()).containsExactly("a");
        rig.leave(BATCH, "a");

        assertThat(rig.admitted()).containsExactly("a", "b");
    }

    @Test
    void letsMoreThroughWhenTheLimitIsRaised() {
        var rig = new LaneRig(limit(1));
        for (int i = 0; i < 1_000; i++) {
            rig.ask(BATCH, "job-" + i);
        }

        rig.restart(AdmissionOptions.defaults());
        rig.work();

        assertThat(rig.admitted()).hasSize(1_000);
    }

    @Test
    void letsNobodyThroughUntilThereIsRoomWhenTheLimitIsLowered() {
        var rig = new LaneRig(limit(3));
        for (int i = 0; i < 5; i++) {
            rig.ask(BATCH, "job-" + i);
        }

        rig.restart(limit(1));
        rig.work();
        rig.leave(BATCH, "job-0");
        rig.leave(BATCH, "job-1");
        assertThat(rig.admitted()).hasSize(3);
        rig.leave(BATCH, "job-2");

        assertThat(rig.admitted()).hasSize(4);
    }

    @Test
    void asksAJobWhetherItStillRunsAfterAWhile() {
        var rig = new LaneRig(limit(1));
        rig.ask(BATCH, "a");
        rig.ask(BATCH, "b");
        assertThat(rig.earliestMs()).isEqualTo(rig.now + 600_000);

        rig.now += 600_000;
        rig.work();
        rig.now += 600_000;
        rig.work();

        assertThat(rig.told(JobTicket.Kind.CHECK)).containsExactly("a", "a");
        rig.leave(BATCH, "a");
        assertThat(rig.admitted()).containsExactly("a", "b");
        rig.leave(BATCH, "b");
        rig.now = rig.earliestMs();
        rig.work();
        assertThat(rig.earliestMs()).as("nothing is left to ask").isEqualTo(Long.MAX_VALUE);
        assertThat(rig.rows()).isZero();
    }

    @Test
    void goesOnWhereItWasWhenTheTaskMovesAndALaneCannotBeRead() {
        var rig = new LaneRig(limit(1));
        var lane = JobLane.ofKey("w", "k", 1, OnLimit.QUEUE);
        rig.ask(BATCH, "a");
        rig.ask(BATCH, "b");
        rig.ask(lane, "c");
        rig.ask(lane, "d");
        rig.spoil(LaneKeys.lane(BATCH.name()));
        rig.spoil(LaneKeys.lane(lane.name()));

        rig.restart(limit(1));
        rig.work();
        assertThat(rig.admitted()).containsExactly("a", "c");
        rig.leave(BATCH, "a");
        rig.leave(lane, "c");

        assertThat(rig.admitted()).containsExactly("a", "c", "b", "d");
    }

    @Test
    void cancelsTheOldestWhenItsPlaceCannotBeRead() {
        var rig = new LaneRig(limit(1));
        var lane = JobLane.ofKey("w", "k", 1, OnLimit.CANCEL_OLDEST);
        rig.ask(lane, "a");
        rig.now++;
        rig.spoil(LaneKeys.place(lane.name(), "a"));

        rig.ask(lane, "b");
        assertThat(rig.madeRoom()).containsExactly("a");
        assertThat(rig.admitted()).as("a has not left yet").containsExactly("a");
        rig.leave(lane, "a");

        assertThat(rig.admitted()).containsExactly("a", "b");
        rig.leave(lane, "b");
        rig.now += 600_000;
        rig.work();
        assertThat(rig.rows()).isZero();
    }

    @Test
    void keepsToTheRateWhenTheLaneCannotBeRead() {
        var rig = new LaneRig(options(new QueueLimit(OptionalInt.empty(), Optional.of(new Rate(10, 60_000)))));
        for (int i = 0; i < 20; i++) {
            rig.ask(BATCH, "job-" + i);
        }
        rig.spoil(LaneKeys.lane(BATCH.name()));

        rig.work();
        rig.ask(BATCH, "job-20");
        assertThat(rig.admitted()).hasSize(10);
        rig.now += 6_000;
        rig.work();

        assertThat(rig.admitted()).hasSize(11);
    }

    @Test
    void showsWhatRunsAndWaitsWhileItOwnsTheLane() {
        var rig = new LaneRig(limit(1));
        rig.ask(BATCH, "a");
        rig.ask(BATCH, "b");

        assertThat(gauge(rig, "orchestrator.admission.running")).isEqualTo(1);
        assertThat(gauge(rig, "orchestrator.admission.waiting")).isEqualTo(1);
        rig.restart(AdmissionOptions.defaults());

        assertThat(rig.meters.find("orchestrator.admission.waiting").gauges()).isEmpty();
    }

    private static double gauge(LaneRig rig, String name) {
        return rig.meters.get(name).tag("queue", "batch").gauge().value();
    }
}
