package io.orchestrator.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepOutline;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private static final List<JobFact> JOB = List.of(
            new JobFact.JobAccepted(
                    "w@1.0.0",
                    "hash",
                    Value.EMPTY,
                    Priority.NORMAL,
                    Map.of(),
                    "",
                    "",
                    0,
                    List.of(outline("good"), outline("bad"), outline("left"))),
            new JobFact.StepStarted(task("good", 1), "worker", 1_000),
            new JobFact.StepCompleted(
                    task("good", 1), "worker", 1_000, 2_250, new TaskResult.Done(Value.EMPTY, Optional.empty())),
            new JobFact.StepRetryScheduled(task("bad", 1), failure("first line\nsecond line"), 3_000),
            new JobFact.StepFailed(task("bad", 2), 3_000, 4_000, failure("broken"), false),
            new JobFact.StepSkipped("left", "'bad' failed"),
            new JobFact.JobFailed(Optional.of(failure("broken")), "bad", Value.EMPTY));

    private static StepOutline outline(String id) {
        return new StepOutline(id, "", "terminal", "", List.of(), 0);
    }

    private static TaskRef task(String step, int attempt) {
        return new TaskRef("id", "job", 0, step, attempt);
    }

    private static Failure failure(String message) {
        return Failure.of(FailureKind.TOOL, "BROKEN", message);
    }

    private String shown(Progress progress) {
        try (progress) {
            for (int i = 0; i < JOB.size(); i++) {
                progress.show(new JobEvent("job", i + 1, 0, 5_000L * i, JOB.get(i)));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void printsOneLineAnEventWhenThereIsNoTerminal() {
        var lines = shown(Progress.plain(out)).lines().toList();

        assertThat(lines).hasSize(JOB.size()).allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d .*"));
        assertThat(lines.stream().map(line -> line.substring(9)))
                .containsExactly(
                        "job.accepted w@1.0.0 (3 steps)",
                        "step.started good",
                        "step.completed good (1.25 s)",
                        "step.retry-scheduled bad: first line second line",
                        "step.failed bad (attempt 2): broken",
                        "step.skipped left: 'bad' failed",
                        "job.failed broken");
    }

    @Test
    void drawsABarAndALineAStepWhenThereIsATerminal() {
        var text = shown(Progress.bar(out));

        assertThat(text)
                .contains("[------------------------] 0/3", "[################--------] 2/3", "good")
                .contains("  done      good (1.25 s)", "  failed    bad (attempt 2): broken", "  skipped   left");
        assertThat(text).endsWith("\r\u001b[2K");
    }
}
