package io.orchestrator.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        description = "Shows a job's progress from its start until it ends; the exit code is that of the job.",
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Where where = new Where();

    @Parameters(paramLabel = "JOB", description = "The job's id.")
    private String jobId = "";

    WatchCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (var session = Session.join(context, where)) {
            // Says at once where there is no such job. An end before its last event counts no more: it was retried.
            var known = session.client().events(jobId).getLast().sequence();
            var document = session.follow(jobId, known, context.terminal());
            return Outcome.print(document, context.terminal());
        }
    }
}
