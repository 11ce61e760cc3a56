package io.orchestrator.cli;

import io.orchestrator.client.ClientException;
import io.orchestrator.client.Controls;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.model.Wish;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "cancel",
        description = "Ends a running job: no further step starts, running tools are killed.",
        mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

    private final Context context;

    @Mixin
    private Where where = new Where();

    @Parameters(paramLabel = "JOB", description = "The job's id.")
    private String jobId = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the job.")
    private String reason = "";

    CancelCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (var session = Session.join(context, where)) {
            var before = session.client().result(jobId).status();
            if (before.terminal()) {
                throw CliException.invalid("job " + jobId + " has already ended: it is " + before.word());
            }
            request(session.client(), jobId, reason);
            return answer(session.client());
        }
    }

    private int answer(OrchestratorClient client) {
        try {
            var after = client.await(jobId, ANSWER_TIMEOUT).status();
            context.terminal().out().println("job " + jobId + " is " + after.word());
            return Exit.SUCCESS;
        } catch (ClientException e) {
            if (e.kind() != ClientException.Kind.TIMEOUT) {
                throw e;
            }
            throw CliException.failure("job " + jobId + " has not ended " + ANSWER_TIMEOUT.toSeconds()
                    + " s after the request: check that a coordinator runs; the request stands");
        }
    }

    /** Sends the wish; the job's terminal event says when it is done. */
    static void request(OrchestratorClient client, String jobId, String reason) {
        client.control(Controls.of(jobId, new Wish.Cancel(), reason));
    }
}
