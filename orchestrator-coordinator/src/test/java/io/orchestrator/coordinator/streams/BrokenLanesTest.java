package io.orchestrator.coordinator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.coordinator.admission.AdmissionOptions;
import io.orchestrator.coordinator.admission.QueueLimit;
import io.orchestrator.coordinator.state.LaneKeys;
import io.orchestrator.model.JobLane;
import io.orchestrator.model.JobLane.OnLimit;
import io.orchestrator.model.LaneRequest;
import io.orchestrator.model.LaneRequest.Kind;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two of four jobs run; then what is stored of their lane cannot be read, or a request of it cannot be done. */
class BrokenLanesTest {

    private static final String LANE = "queue/default";
    private static final byte[] JUNK = {0, 5, 1};

    private static final String ONE = """
            id: one
            name: One step
            steps:
              - {id: work, tool: terminal, parameters: {command: "echo x"}}
            """;

    @RegisterExtension
    private final JobsRig rig = new JobsRig(new AdmissionOptions(
            Map.of("default", new QueueLimit(OptionalInt.of(2), Optional.empty())),
            QueueLimit.NONE,
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofMinutes(10)));

    private List<StepCommand> first = List.of();

    @BeforeEach
    void submitFour() {
        for (int i = 1; i <= 4; i++) {
            rig.submitDocument("job-" + i, ONE, "{}");
        }
        first = rig.commands();
        assertThat(first).extracting(BrokenLanesTest::job).containsExactly("job-1", "job-2");
    }

    private static String job(StepCommand command) {
        return command.task().jobId();
    }

    private List<String> begun() {
        return rig.commands().stream().map(BrokenLanesTest::job).toList();
    }

    private void end(int first) {
        rig.complete(this.first.get(first), "{}");
    }

    private double gauge(String what) {
        return rig.meters
                .get("orchestrator.admission." + what)
                .tag("queue", "default")
                .gauge()
                .value();
    }

    @Test
    void countsTheLaneAnewWhenItCannotBeRead() {
        rig.laneRows().put(LaneKeys.lane(LANE), JUNK);

        end(0);

        assertThat(begun()).containsExactly("job-3");
        assertThat(gauge("running")).isEqualTo(2);
        assertThat(gauge("waiting")).isEqualTo(1);
        assertThat(rig.meters.get("orchestrator.admission.mended").counter().count())
                .isEqualTo(1);
        assertThat(rig.deadLetters()).isEmpty();
    }

    @Test
    void letsTheOthersThroughAndHearsTheJobAgainWhenThePlaceOfOneThatWaitsCannotBeRead() {
        rig.laneRows().put(LaneKeys.place(LANE, "job-3"), JUNK);

        end(0);
        rig.advance(Duration.ofSeconds(1));
        assertThat(begun()).containsExactly("job-4");
        assertThat(gauge("waiting")).isZero();
        rig.advance(Duration.ofMinutes(6));
        assertThat(gauge("waiting")).isEqualTo(1);
        end(1);

        assertThat(begun()).containsExactly("job-3");
        assertThat(rig.deadLetters()).isEmpty();
    }

    @Test
    void runsNoMoreThanTheLimitWhenThePlaceOfOneThatRunsCannotBeRead() {
        rig.laneRows().put(LaneKeys.place(LANE, "job-1"), JUNK);

        rig.advance(Duration.ofMinutes(11));
        rig.advance(Duration.ofMinutes(11));
        assertThat(begun()).isEmpty();
        assertThat(gauge("running")).isEqualTo(2);
        end(0);

        assertThat(begun()).containsExactly("job-3");
        assertThat(gauge("running")).isEqualTo(2);
    }

    @Test
    void freesAPlaceThatCannotBeReadWhenItsJobHasEnded() {
        rig.laneRows().put(LaneKeys.place(LANE, "gone"), JUNK);
        rig.laneRows().put(LaneKeys.lane(LANE), JUNK);

        end(0);
        assertThat(begun()).as("somebody may run whom nobody knows").isEmpty();
        rig.advance(Duration.ofMinutes(11));

        assertThat(begun()).containsExactly("job-3");
    }

    @Test
    void buriesTheRequestAndLetsOthersThroughWhenItCannotBeDone() {
        var endless = JobLane.ofKey("w", "k".repeat(999_900), 0, OnLimit.CANCEL_OLDEST);
        for (String job : List.of("a", "b")) {
            var request = new LaneRequest(endless, job, 1, Kind.ASK, Priority.NORMAL, 0);
            rig.pipeLane(endless.name(), rig.codecs.laneRequests().encode(request));
        }

        assertThat(rig.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo(rig.topics.admission());
            assertThat(letter.reason()).contains("more than the limit of 1000000");
        });
        end(0);
        assertThat(begun()).containsExactly("job-3");
    }

    @Test
    void admitsAJobWhoseTimeOfWaitingIsFarOff() {
        var lane = JobLane.ofKey("w", "k", 1, OnLimit.QUEUE);
        var request = new LaneRequest(lane, "a", 1, Kind.ASK, Priority.LOW, Long.MAX_VALUE);
        rig.pipeLane(lane.name(), rig.codecs.laneRequests().encode(request));

        assertThat(rig.records(rig.topics.jobTickets()))
                .extracting(record -> record.key())
                .contains("a");
    }
}
