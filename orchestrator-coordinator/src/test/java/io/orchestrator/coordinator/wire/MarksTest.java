package io.orchestrator.coordinator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.artifact.MarkSignature;
import io.orchestrator.artifact.MarkSignature.ForgedMarkException;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.ParentStep;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which texts come into a job as references to stored values. */
final class MarksTest {

    private static final String JOB = "job-1";
    private static final ArtifactMark MARK = new ArtifactMark(ArtifactMark.Kind.TEXT, 70_000, "ab".repeat(32));

    private static TaskCompleted completed(TaskResult result) {
        return new TaskCompleted(new TaskRef("c", JOB, 0, "step", 1), "w", 1, 2, result, "the-claim");
    }

    private static TaskCompleted completed(String text) {
        return completed(new TaskResult.Done(
                Value.of(Map.of("result", Value.of(List.of(Value.of(text))))), Optional.empty()));
    }

    @Test
    void takesTheSignatureOffWhenItsWorkerMadeTheMark() {
        var signed = MarkSignature.sign("the-claim", JOB, MARK);

        assertThat(Marks.accepted(completed(signed))).isEqualTo(completed(MARK.text()));
    }

    @Test
    void failsTheAttemptWhenAToolMadeTheMark() {
        for (String text : List.of(
                MARK.text(),
                MarkSignature.sign("another-claim", JOB, MARK),
                MarkSignature.sign("the-claim", "job-2", MARK))) {
            assertThat(Marks.accepted(completed(text)).result())
                    .isInstanceOfSatisfying(TaskResult.Failed.class, failed -> {
                        assertThat(failed.failure().kind()).isEqualTo(FailureKind.DENIED);
                        assertThat(failed.failure().code()).isEqualTo("FORGED_ARTIFACT");
                        assertThat(failed.failure().message()).contains("'step'");
                    });
        }
    }

    @Test
    void leavesOtherResultsAsTheyAre() {
        for (String text : List.of("", "artifact:v1:text", "see " + MARK.text(), MARK.text() + " ")) {
            var other = completed(text);

            assertThat(Marks.accepted(other)).isSameAs(other);
        }
    }

    @Test
    void quotesAMessageThatLooksLikeAMark() {
        var failed = completed(new TaskResult.Failed(Failure.of(FailureKind.TOOL, "X", MARK.text())));

        assertThat(Marks.accepted(failed).result())
                .isEqualTo(new TaskResult.Failed(Failure.of(FailureKind.TOOL, "X", "'" + MARK.text() + "'")));
    }

    @Test
    void takesInputsOfJobsThatWaitOnly() throws ForgedMarkException {
        var request = request(Optional.of(new ParentStep("job-0", 0, "call", 1, 1)));

        assertThat(Marks.accepted("secret", Marks.signed("secret", request))).isEqualTo(request);
        assertThatThrownBy(() -> Marks.accepted("secret", request)).isInstanceOf(ForgedMarkException.class);
        assertThatThrownBy(() -> Marks.accepted("secret", Marks.signed("guess", request)))
                .isInstanceOf(ForgedMarkException.class);
    }

    @Test
    void signsNothingForAnybodyElse() {
        var request = request(Optional.empty());

        assertThat(Marks.signed("secret", request)).isSameAs(request);
    }

    private static JobRequest request(Optional<ParentStep> parent) {
        return new JobRequest(
                JOB,
                Optional.of("w"),
                Optional.empty(),
                Value.of(Map.of("text", Value.of(MARK.text()))),
                Optional.empty(),
                Map.of(),
                "",
                "",
                0,
                parent,
                Set.of());
    }

    @Test
    void noticesMarksInWishes() {
        var mark = Value.of(MARK.text());

        assertThat(Marks.isForged(wish(new Wish.SetVariable("name", mark)))).isTrue();
        assertThat(Marks.isForged(wish(new Wish.Rerun("step", Value.of(Map.of("x", mark))))))
                .isTrue();
        assertThat(Marks.isForged(wish(new Wish.SetVariable("name", Value.of("x")))))
                .isFalse();
        assertThat(Marks.isForged(wish(new Wish.Cancel()))).isFalse();
    }

    private static JobControl wish(Wish wish) {
        return new JobControl("c", JOB, wish, "", "", 0);
    }
}
