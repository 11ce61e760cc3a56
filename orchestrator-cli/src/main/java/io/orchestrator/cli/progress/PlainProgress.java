package io.orchestrator.cli.progress;

import io.orchestrator.model.JobEvent;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** {@code 12:00:01 step.completed read_back (0.01 s)}, in local time. */
final class PlainProgress implements Progress {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final PrintStream out;

    PlainProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(JobEvent event) {
        var detail = EventText.detail(event.fact());
        var line = TIME.format(Instant.ofEpochMilli(event.atMs())) + " "
                + event.fact().type();
        out.println(detail.isEmpty() ? line : line + " " + detail);
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
