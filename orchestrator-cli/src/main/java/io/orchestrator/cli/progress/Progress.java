package io.orchestrator.cli.progress;

import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import java.io.PrintStream;

/** Shows the events of one job as they come; {@link #close} leaves the screen in order. */
public sealed interface Progress extends AutoCloseable permits BarProgress, PlainProgress {

    /** Takes the next event, in order. */
    void show(JobEvent event);

    @Override
    void close();

    /** What a line says of an event: its type, and a few words. */
    static String describe(JobFact fact) {
        return (fact.type() + " " + EventText.detail(fact)).strip();
    }

    /** A bar and one line a step that has ended, redrawn in place: for a terminal. */
    static Progress bar(PrintStream out) {
        return BarProgress.start(out);
    }

    /** One line an event: for files and pipes. */
    static Progress plain(PrintStream out) {
        return new PlainProgress(out);
    }
}
