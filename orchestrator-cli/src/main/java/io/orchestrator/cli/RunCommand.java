package io.orchestrator.cli;

import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.model.ResultDocument;
import io.orchestrator.plan.Plan;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = "Runs a workflow and shows its progress; starts an embedded Orchestrator where none is given. "
                + "Ctrl-C cancels the job.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Where where = new Where();

    @Mixin
    private DialectOption dialect = new DialectOption();

    @Mixin
    private InputArguments inputs = new InputArguments();

    @Parameters(paramLabel = "FILE", description = "The workflow document.")
    private Path file = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the result document (JSON) there.")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            description = "The folder that the job's tools work in. Default: the current folder.")
    private Optional<Path> workspace = Optional.empty();

    RunCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        var compiler = Compilers.forRun(where.settings(context), context.environment());
        var filling = new Filling(compiler, context.terminal());
        var family = SubWorkflows.of(
                filling.fill(WorkflowFile.read(file, dialect.dialect()), () -> Session.running(context, where)),
                compiler,
                context.terminal(),
                called -> filling.fill(called, () -> Session.running(context, where)));
        var workflow = family.workflow();
        var plan = workflow.plan(compiler, context.terminal());
        var given = inputs.read(Optional.of(plan));
        Requests.requireValid(plan, given);
        output.ifPresent(Outcome::requireWritable);
        try (var end = OrderlyEnd.install();
                var session = Session.running(context, where)) {
            var client = session.client();
            family.publish(client);
            var request = Requests.create(
                    subject(client, plan, workflow), given, Optional.of(workspace.orElse(context.folder())));
            client.submit(session.sealed(request, Optional.of(plan)));
            end.onInterrupt(() -> cancel(client, request.jobId()));
            return report(session.follow(request.jobId(), context.terminal()));
        }
    }

    private int report(ResultDocument document) {
        var code = Outcome.print(document, context.terminal());
        output.ifPresent(path -> Outcome.write(document, path));
        return code;
    }

    private Requests.Subject subject(OrchestratorClient client, Plan plan, WorkflowFile workflow) {
        var definition = PublishCommand.definition(plan, workflow);
        if (PublishCommand.tryPublish(client, definition)) {
            return Requests.Subject.published(plan.id(), plan.key());
        }
        context.terminal()
                .err()
                .println(plan.key() + " is published with another text: running this file without publishing it"
                        + " (raise its version to publish)");
        return Requests.Subject.inline(plan.id(), workflow.document());
    }

    private void cancel(OrchestratorClient client, String jobId) {
        context.terminal().err().println("Interrupted: cancelling job " + jobId + " ...");
        CancelCommand.request(client, jobId, "interrupted by the user");
    }
}
