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
            session.client().result(jobId); // says at once where there is no such job
            var document = session.follow(jobId, context.terminal());
            return Outcome.print(document, context.terminal());
        }
    }
}
