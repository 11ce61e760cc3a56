package io.orchestrator.cli;

import io.orchestrator.cli.progress.Progress;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.model.ResultDocument;

/** Shows a job's events until it ends. */
final class Follower {

    private final OrchestratorClient client;
    private final Terminal terminal;

    Follower(OrchestratorClient client, Terminal terminal) {
        this.client = client;
        this.terminal = terminal;
    }

    /** The document of all events, at least to the one of that number; the job has ended. */
    ResultDocument follow(String jobId, long known) {
        var document = new ResultDocument();
        try (var progress = terminal.interactive() ? Progress.bar(terminal.err()) : Progress.plain(terminal.err())) {
            client.watch(jobId, event -> {
                document.add(event);
                progress.show(event);
                return event.sequence() < known || !event.fact().terminal();
            });
        }
        return document;
    }
}
