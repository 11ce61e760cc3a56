package io.orchestrator.coordinator.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.orchestrator.coordinator.admission.AdmissionOptions;
import io.orchestrator.coordinator.admission.QueueLimit;
import io.orchestrator.coordinator.wire.Source;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobLane;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobTicket;
import io.orchestrator.model.JobView;
import io.orchestrator.model.LaneRequest;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.Wish;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs and the lanes that they wait in, through the whole topology. */
class LimitedJobsTest {

    private static final String ONE = """
            id: one
            name: One step
            steps:
              - {id: work, tool: terminal, parameters: {command: "echo x"}}
            """;

    private static final String KEYED = """
            id: keyed
            name: One at a time
            inputs: {who: ada}
            concurrency: {key: "for ${inputs.who}", limit: 1, on_limit: %s}
            steps:
              - {id: work, tool: terminal, parameters: {command: "echo x"}}
            """;

    @RegisterExtension
    final JobsRig rig = new JobsRig(new AdmissionOptions(
            Map.of("default", new QueueLimit(OptionalInt.of(2), Optional.empty())),
            QueueLimit.NONE,
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofMinutes(10)));

    @Test
    void runsNoMoreJobsThanTheQueueTakes() {
        for (int i = 1; i <= 4; i++) {
            rig.submitDocument("job-" + i, ONE, "{}");
        }

        var first = rig.commands();
        assertThat(first).extracting(LimitedJobsTest::job).containsExactly("job-1", "job-2");
        rig.complete(first.getLast(), "{}");
        assertThat(rig.commands()).extracting(LimitedJobsTest::job).containsExactly("job-3");

        assertThat(rig.root("job-4").status()).isEqualTo(JobStatus.PENDING);
        assertThat(rig.views())
                .filteredOn(view -> view.jobId().equals("job-3"))
                .extracting(JobView::status)
                .containsExactly(JobStatus.PENDING, JobStatus.RUNNING);
        assertThat(gauge("running")).isEqualTo(2);
        assertThat(gauge("waiting")).isEqualTo(1);
    }

    private double gauge(String what) {
        return rig.meters
                .get("orchestrator.admission." + what)
                .tag("queue", "default")
                .gauge()
                .value();
    }

    @Test
    void tellsHowAJobCameToRun() {
        rig.submitDocument("job-1", ONE, "{}");
        rig.complete(rig.commands().getFirst(), "{}");

        assertThat(rig.eventTypes())
                .containsExactly(
                        "job.accepted",
                        "job.queued",
                        "job.admitted",
                        "step.scheduled",
                        "step.completed",
                        "job.completed");
        assertThat(rig.laneRequests())
                .extracting(LaneRequest::kind)
                .containsExactly(LaneRequest.Kind.ASK, LaneRequest.Kind.LEAVE);
    }

    @Test
    void letsTheUrgentOvertakeAndWhoeverBecomesUrgent() {
        for (int i = 1; i <= 4; i++) {
            rig.submitDocument("job-" + i, ONE, "{}");
        }
        var urgent = rig.request("urgent", Optional.empty(), Optional.of(ONE), "{}");
        rig.submit(new JobRequest(
                urgent.jobId(),
                urgent.workflow(),
                urgent.document(),
                urgent.inputs(),
                Optional.of(Priority.HIGH),
                Map.of(),
                "",
                "ann",
                urgent.requestedAtMs()));
        rig.wish("job-4", new Wish.SetPriority(Priority.HIGH));
        var running = rig.commands();

        rig.complete(running.get(0), "{}");
        rig.complete(running.get(1), "{}");

        assertThat(rig.commands()).extracting(LimitedJobsTest::job).containsExactly("job-4", "urgent");
    }

    @Test
    void givesThePlaceOfACancelledJobToTheNext() {
        for (int i = 1; i <= 4; i++) {
            rig.submitDocument("job-" + i, ONE, "{}");
        }
        rig.commands();

        rig.cancel("job-3");
        rig.cancel("job-1");

        assertThat(rig.commands()).extracting(LimitedJobsTest::job).containsExactly("job-4");
    }

    @Test
    void cancelsTheOldestWhenTheDocumentSaysSo() {
        rig.submitDocument("job-1", KEYED.formatted("cancel_oldest"), "{}");
        rig.submitDocument("other", KEYED.formatted("cancel_oldest"), "{\"who\": \"bob\"}");
        rig.submitDocument("job-2", KEYED.formatted("cancel_oldest"), "{}");

        assertThat(rig.commands()).extracting(LimitedJobsTest::job).containsExactly("job-1", "other", "job-2");
        assertThat(rig.events())
                .filteredOn(event -> event.jobId().equals("job-1"))
                .last()
                .extracting(JobEvent::fact)
                .isEqualTo(new JobFact.JobCancelled(
                        "a later job came to key/keyed/for ada, and the workflow says on_limit: cancel_oldest",
                        "admission"));
    }

    @Test
    void refusesOneMoreWhenTheDocumentSaysSo() {
        rig.submitDocument("job-1", KEYED.formatted("reject"), "{}");
        rig.submitDocument("job-2", KEYED.formatted("reject"), "{}");

        var refused = rig.root("job-2");
        assertThat(refused.status()).isEqualTo(JobStatus.FAILED);
        assertThat(Objects.requireNonNull(refused.failure()).code()).isEqualTo("CONCURRENCY_LIMIT");
        rig.complete(rig.commands().getFirst(), "{}");
        rig.submitDocument("job-3", KEYED.formatted("reject"), "{}");
        assertThat(rig.commands()).extracting(LimitedJobsTest::job).containsExactly("job-3");
    }

    @Test
    void freesThePlaceOfAJobThatIsGone() {
        rig.submitDocument("job-1", ONE, "{}");
        var lost = new JobTicket("lost", "queue/default", 1, JobTicket.Kind.ADMITTED);
        var check = new JobTicket("job-1", "queue/default", 1, JobTicket.Kind.CHECK);
        rig.laneRequests();

        rig.pipe(Source.TICKETS, "lost", rig.codecs.jobTickets().encode(lost));
        rig.pipe(Source.TICKETS, "job-1", rig.codecs.jobTickets().encode(check));

        assertThat(rig.laneRequests())
                .extracting(LaneRequest::jobId, LaneRequest::kind)
                .containsExactly(tuple("lost", LaneRequest.Kind.LEAVE));
        assertThat(rig.root("job-1").status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void keepsItsPlaceWhenItIsAskedWhetherItRuns() {
        rig.submitDocument("job-1", ONE, "{}");
        rig.advance(Duration.ofMinutes(11));
        rig.advance(Duration.ofMinutes(11));

        assertThat(gauge("running")).isEqualTo(1);
        assertThat(rig.eventTypes()).containsExactly("job.accepted", "job.queued", "job.admitted", "step.scheduled");
        rig.complete(rig.commands().getFirst(), "{}");
        assertThat(gauge("running")).isZero();
        rig.advance(Duration.ofHours(2));
        assertThat(rig.rows("lanes")).isZero();
    }

    @Test
    void buriesWhatNoLaneCanUse() {
        rig.pipeLane("queue/default", new byte[] {1, 2, 3});
        var request = new LaneRequest(JobLane.ofQueue("default"), "job-1", 1, LaneRequest.Kind.ASK, Priority.NORMAL, 0);
        rig.pipeLane("queue/other", rig.codecs.laneRequests().encode(request));

        assertThat(rig.deadLetters()).hasSize(2);
        assertThat(rig.rows("lanes")).isZero();
    }

    @Test
    void runsAtOnceWhenNothingLimitsTheQueue() {
        rig.publish(
                "three",
                Workflows.THREE
                        .replace("id: three\n", "id: three\nqueue: other\n")
                        .replace("- id: ", "- queue: default\n    id: "));
        rig.submit("job-1", "three", "{}");

        assertThat(rig.eventTypes()).containsExactly("job.accepted", "step.scheduled");
        assertThat(rig.laneRequests()).isEmpty();
    }

    @Test
    void runsChildrenInThePlaceOfTheirParents() {
        rig.publish("one", ONE);
        var parent = """
                id: parent
                name: Parent
                steps:
                  - {id: call, workflow: one}
                """;
        List.of("p-1", "p-2").forEach(id -> rig.submitDocument(id, parent, "{}"));

        var commands = rig.commands();

        assertThat(commands).hasSize(2);
        commands.forEach(command -> rig.complete(command, "{}"));
        assertThat(rig.root("p-1").status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(gauge("running")).isZero();
    }

    private static String job(StepCommand command) {
        return command.task().jobId();
    }
}
