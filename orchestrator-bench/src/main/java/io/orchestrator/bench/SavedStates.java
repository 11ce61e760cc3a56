package io.orchestrator.bench;

import io.orchestrator.client.Controls;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How long it takes to save a large job and to go back to what was saved, as a client sees it. */
final class SavedStates {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ROUNDS = 20;

    private final OrchestratorClient client;

    SavedStates(OrchestratorClient client) {
        this.client = client;
    }

    /**
     * @param save from the wish for a checkpoint to the event that it was made
     * @param restore from the wish to go back to the event that the job has gone back
     */
    record Figures(Latencies save, Latencies restore) {}

    /** Runs a job of the workflow, which waits for a signal at its end, and saves and restores it again and again. */
    Figures measure(Workload workload, String jobId) {
        var now = System.currentTimeMillis();
        client.submit(new JobRequest(
                jobId,
                Optional.of(workload.workflow()),
                Optional.empty(),
                Value.EMPTY,
                Optional.empty(),
                Map.of(),
                "",
                "bench",
                now));
        client.watch(jobId, event -> !waits(event));
        var save = new long[ROUNDS];
        var restore = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            var start = System.nanoTime();
            var made = answer(jobId, new Wish.MakeCheckpoint("bench"), ControlFact.CheckpointMade.class);
            save[i] = System.nanoTime() - start;
            start = System.nanoTime();
            answer(jobId, new Wish.Restore(made.number()), ControlFact.Restored.class);
            restore[i] = System.nanoTime() - start;
        }
        client.control(Controls.of(jobId, new Wish.Cancel(), "measured"));
        return new Figures(Latencies.of(save), Latencies.of(restore));
    }

    private static boolean waits(JobEvent event) {
        if (event.fact().terminal()) {
            throw new BenchException("the job to save has ended: " + event.fact());
        }
        return event.fact() instanceof ControlFact.SignalAwaited awaited
                && awaited.task().step().equals(Workload.GATE);
    }

    private <F extends ControlFact> F answer(String jobId, Wish wish, Class<F> wanted) {
        var control = Controls.of(jobId, wish);
        client.control(control);
        var answer = client.answer(control, LIMIT)
                .orElseThrow(() -> new BenchException(
                        "no answer to " + wish + " of job " + jobId + " in " + LIMIT.toSeconds() + " s"));
        if (!wanted.isInstance(answer.fact())) {
            throw new BenchException("the answer to " + wish + " is " + answer.fact());
        }
        return wanted.cast(answer.fact());
    }
}
