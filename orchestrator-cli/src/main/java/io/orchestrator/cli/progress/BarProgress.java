package io.orchestrator.cli.progress;

import io.orchestrator.model.AdmissionFact;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A line a step that has ended, and below them one bar with what runs now, redrawn twice a second. Thread-safe. */
final class BarProgress implements Progress {

    private static final int BAR_WIDTH = 24;
    private static final int LINE_WIDTH = 79;
    private static final long REDRAW_MS = 500;
    private static final String ERASE_LINE = "\r\u001b[2K";

    private final PrintStream out;
    private final ScheduledExecutorService ticker;
    private final long startNanos = System.nanoTime();
    private final Set<String> running = new LinkedHashSet<>();
    private int total;
    private int ended;
    private boolean over;

    private BarProgress(PrintStream out, ScheduledExecutorService ticker) {
        this.out = out;
        this.ticker = ticker;
    }

    static BarProgress start(PrintStream out) {
        var ticker = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("progress").factory());
        var progress = new BarProgress(out, ticker);
        var ignored = ticker.scheduleAtFixedRate(progress::draw, REDRAW_MS, REDRAW_MS, TimeUnit.MILLISECONDS);
        return progress;
    }

    @Override
    public synchronized void show(JobEvent event) {
        if (event.fact() instanceof JobFact.JobAccepted accepted) {
            total = accepted.outline().size();
        }
        follow(event.fact());
        line(event.fact()).ifPresent(line -> out.println(ERASE_LINE + line));
        over = event.fact().terminal();
        draw();
    }

    private void follow(JobFact fact) {
        switch (fact) {
            case JobFact.StepStarted f -> running.add(f.task().step());
            case JobFact.StepRetryScheduled f -> running.remove(f.task().step());
            case JobFact.StepCompleted f -> end(f.task().step());
            case JobFact.StepFailed f -> end(f.task().step());
            case JobFact.StepSkipped f -> end(f.step());
            case JobFact.StepCancelled f -> end(f.step());
            case JobFact.StepOpened f -> running.add(f.task().step());
            case JobFact.ChildStarted f -> running.add(f.task().step());
            case JobFact.LoopItems f -> {}
            case JobFact.BlockStarted f -> {}
            case JobFact.BlockEnded f -> {}
            case JobFact.FailureCaught f -> {}
            case JobFact.StepsRepeated f -> {}
            case JobFact.Emitted f -> {}
            case JobFact.VariableChanged f -> {}
            case JobFact.JobEnding f -> {}
            case ControlFact f -> {}
            case AdmissionFact f -> {}
            case JobFact.JobAccepted f -> {}
            case JobFact.JobRejected f -> {}
            case JobFact.JobCompleted f -> {}
            case JobFact.JobFailed f -> {}
            case JobFact.JobCancelled f -> {}
            case JobFact.StepScheduled f -> {}
            case JobFact.StepLeaseRenewed f -> {}
        }
    }

    private void end(String step) {
        running.remove(step);
        if (!step.contains("[")) {
            ended++;
        }
    }

    private static Optional<String> line(JobFact fact) {
        var word = switch (fact) {
            case JobFact.StepCompleted f -> "done";
            case JobFact.StepFailed f -> "failed";
            case JobFact.StepSkipped f -> "skipped";
            case JobFact.StepCancelled f -> "cancelled";
            case JobFact.StepRetryScheduled f -> "retry";
            case JobFact.StepOpened f -> "";
            case JobFact.ChildStarted f -> "child job";
            case JobFact.LoopItems f -> "";
            case JobFact.BlockStarted f -> "";
            case JobFact.BlockEnded f -> "";
            case JobFact.FailureCaught f -> "caught";
            case JobFact.StepsRepeated f -> "again";
            case JobFact.Emitted f -> "emitted";
            case JobFact.VariableChanged f -> "";
            case JobFact.JobEnding f -> "ending";
            case ControlFact f -> ControlText.word(f);
            case AdmissionFact.Queued f -> "queued";
            case AdmissionFact.Admitted f -> "";
            case JobFact.JobRejected f -> "refused";
            case JobFact.JobFailed f -> "failed";
            case JobFact.JobCancelled f -> "cancelled";
            case JobFact.JobAccepted f -> "";
            case JobFact.JobCompleted f -> "";
            case JobFact.StepScheduled f -> "";
            case JobFact.StepStarted f -> "";
            case JobFact.StepLeaseRenewed f -> "";
        };
        return word.isEmpty()
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "  %-9s %s", word, EventText.detail(fact)));
    }

    private synchronized void draw() {
        out.print(ERASE_LINE);
        if (!over) {
            out.print(bar());
        }
        out.flush();
    }

    private String bar() {
        var filled = total == 0 ? 0 : Math.min(BAR_WIDTH, BAR_WIDTH * ended / total);
        var seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos) / 1000.0;
        var text = String.format(
                Locale.ROOT,
                "[%s%s] %d/%d  %.1f s  %s",
                "#".repeat(filled),
                "-".repeat(BAR_WIDTH - filled),
                ended,
                total,
                seconds,
                String.join(", ", running));
        return text.length() <= LINE_WIDTH ? text : text.substring(0, LINE_WIDTH - 3) + "...";
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        synchronized (this) {
            out.print(ERASE_LINE);
            out.flush();
        }
    }
}
