package io.orchestrator.cli;

import io.orchestrator.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "job",
        description = "Prints the result document of a job; of a running one, what has happened so far.",
        mixinStandardHelpOptions = true)
final class JobCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Where where = new Where();

    @Parameters(paramLabel = "JOB", description = "The job's id.")
    private String jobId = "";

    JobCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (var session = Session.forReading(context, where)) {
            context.terminal()
                    .out()
                    .println(Json.writePretty(session.client().result(jobId).toValue()));
            return Exit.SUCCESS;
        }
    }
}
