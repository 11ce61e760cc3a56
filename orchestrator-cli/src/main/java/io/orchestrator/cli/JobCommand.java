package io.orchestrator.cli;

import io.orchestrator.client.ApiClient;
import io.orchestrator.json.Json;
import io.orchestrator.model.ResultDocument;
import io.orchestrator.model.Value;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "job",
        description = "Prints the result document of a job; of a running one, what has happened so far."
                + " Or when its steps ran, what its variables were, or what its checkpoints hold.",
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

        @Option(
                names = "--checkpoints",
                description = "The checkpoints that can be restored, by a coordinator's HTTP API.")
        private boolean checkpoints;

        @Option(
                names = "--checkpoint",
                paramLabel = "N",
                description = "What is in a checkpoint, by a coordinator's HTTP API.")
        private Optional<Integer> checkpoint = Optional.empty();

        @Option(names = "--variables", description = "The inputs and variables, by a coordinator's HTTP API.")
        private boolean variables;
    }

    @Option(names = "--at", paramLabel = "N", description = "With --variables: as they were after event number N.")
    private Optional<Long> at = Optional.empty();

    @Option(names = "--json", description = "With --timeline or --checkpoints: print JSON.")
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
                print(asked(session, api -> api.variables(jobId, number())));
            } else if (shown.checkpoint.isPresent()) {
                print(asked(session, api -> api.checkpoint(jobId, shown.checkpoint.get())));
            } else if (shown.checkpoints) {
                checkpoints(asked(session, api -> api.checkpoints(jobId)));
            } else {
                result(session);
            }
            return Exit.SUCCESS;
        }
    }

    /** The document; what the job waits for goes beside it. */
    private void result(Session session) {
        var events = session.client().events(jobId);
        var document = new ResultDocument().opening(session.kept());
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

    private OptionalLong number() {
        return at.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private void checkpoints(Value.Dict found) {
        if (json) {
            print(found);
            return;
        }
        var table = new Table("CHECKPOINT", "EVENT", "AT", "CAUSE", "NAME");
        if (found.get("checkpoints") instanceof Value.Array all) {
            all.items().stream()
                    .map(Value.Dict.class::cast)
                    .forEach(one -> table.row(
                            Table.cell(one, "number"),
                            Table.cell(one, "event"),
                            Table.cell(one, "at"),
                            Table.cell(one, "cause"),
                            Table.cell(one, "name")));
        }
        table.lines().forEach(context.terminal().out()::println);
    }

    private Value.Dict asked(Session session, Function<ApiClient, Value.Dict> question) {
        var coordinator = api.open(session)
                .orElseThrow(() -> CliException.invalid("this is told by a coordinator: name its HTTP API with"
                        + " --api URL, or start one with: orchestrator dev"));
        try (coordinator) {
            return question.apply(coordinator);
        }
    }

    private void print(Value.Dict document) {
        context.terminal().out().println(Json.writePretty(document));
    }
}
