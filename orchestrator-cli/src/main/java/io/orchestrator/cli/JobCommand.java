package io.orchestrator.cli;

import io.orchestrator.json.Json;
import io.orchestrator.model.ResultDocument;
import io.orchestrator.model.Value;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "job",
        description = "Prints the result document of a job; of a running one, what has happened so far."
                + " Or when its steps ran, or what its variables were.",
        mixinStandardHelpOptions = true)
final class JobCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Where where = new Where();

    @Mixin
    private ApiOption api = new ApiOption();

    @Parameters(paramLabel = "JOB", description = "The job's id.")
    private String jobId = "";

    @ArgGroup
    private Shown shown = new Shown();

    /** At most one of them. */
    private static final class Shown {
        @Option(names = "--timeline", description = "When each step was scheduled, started and ended.")
        private boolean timeline;

        @Option(names = "--variables", description = "The inputs and variables, by a coordinator's HTTP API.")
        private boolean variables;
    }

    @Option(names = "--at", paramLabel = "N", description = "With --variables: as they were after event number N.")
    private Optional<Long> at = Optional.empty();

    @Option(names = "--json", description = "With --timeline: print JSON, with every attempt.")
    private boolean json;

    JobCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (at.isPresent() && !shown.variables) {
            throw CliException.invalid("option --at needs --variables");
        }
        try (var session = Session.forReading(context, where)) {
            if (shown.timeline) {
                timeline(session);
            } else if (shown.variables) {
                print(variables(session));
            } else {
                result(session);
            }
            return Exit.SUCCESS;
        }
    }

    /** The document; what the job waits for goes beside it. */
    private void result(Session session) {
        var events = session.client().events(jobId);
        var document = new ResultDocument();
        events.forEach(document::add);
        print(document.toValue());
        context.terminal().out().flush();
        Waiting.of(events).forEach(wait -> context.terminal().err().println(Waiting.line(jobId, wait)));
    }

    private void timeline(Session session) {
        var timeline = session.client().timeline(jobId).toValue();
        if (json) {
            print(timeline);
        } else {
            TimelineTable.of(timeline).lines().forEach(context.terminal().out()::println);
        }
    }

    private Value.Dict variables(Session session) {
        var coordinator = api.open(session)
                .orElseThrow(() -> CliException.invalid("variables are told by a coordinator: name its HTTP API with"
                        + " --api URL, or start one with: orchestrator dev"));
        try (coordinator) {
            return coordinator.variables(jobId, at.map(OptionalLong::of).orElse(OptionalLong.empty()));
        }
    }

    private void print(Value.Dict document) {
        context.terminal().out().println(Json.writePretty(document));
    }
}
