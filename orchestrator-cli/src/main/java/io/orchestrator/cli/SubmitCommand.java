package io.orchestrator.cli;

import io.orchestrator.model.JobRequest;
import io.orchestrator.model.WorkflowDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "submit",
        description = "Asks a running Orchestrator for a job and prints its id.",
        mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Where where = new Where();

    @Mixin
    private DialectOption dialect = new DialectOption();

    @Mixin
    private InputArguments inputs = new InputArguments();

    @Parameters(
            paramLabel = "FILE|ID",
            description = "A workflow document, or a published workflow: id@version, or id for its latest version.")
    private String subject = "";

    @Option(names = "--wait", description = "Show progress until the job ends; the exit code is that of the job.")
    private boolean wait;

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            description = "The folder that the job's tools work in, on the worker. Default: the worker's own.")
    private Optional<Path> workspace = Optional.empty();

    SubmitCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (var session = Session.join(context, where)) {
            var request = Files.exists(Path.of(subject)) ? ofFile(session) : ofPublished(session);
            context.terminal().out().println(session.client().submit(request));
            if (!wait) {
                return Exit.SUCCESS;
            }
            context.terminal().out().flush();
            var document = session.follow(request.jobId(), context.terminal());
            return Outcome.print(document, context.terminal());
        }
    }

    private JobRequest ofFile(Session session) {
        var filling = new Filling(Compilers.anyModel(), context.terminal());
        var family = SubWorkflows.of(
                filling.fill(
                        WorkflowFile.read(Path.of(subject), dialect.dialect()), () -> Session.join(context, where)),
                Compilers.anyModel(),
                context.terminal(),
                called -> filling.fill(called, () -> Session.join(context, where)));
        var workflow = family.workflow();
        var plan = workflow.plan(Compilers.anyModel(), context.terminal());
        var given = inputs.read(Optional.of(plan));
        Requests.requireValid(plan, given);
        var client = session.client();
        family.publish(client);
        client.publish(PublishCommand.definition(plan, workflow));
        var request = Requests.create(Requests.Subject.published(plan.id(), plan.key()), given, workspace);
        return session.sealed(request, Optional.of(plan));
    }

    private JobRequest ofPublished(Session session) {
        var definition = session.client().workflows().stream()
                .filter(known -> known.key().equals(subject) || known.id().equals(subject))
                .max(Comparator.comparingLong(WorkflowDefinition::publishedAtMs))
                .orElseThrow(() -> CliException.invalid("there is no file and no published workflow " + subject
                        + "; publish one with: orchestrator publish FILE"));
        var plan = Compilers.anyModel().compile(definition.document()).plan();
        var given = inputs.read(plan);
        plan.ifPresent(known -> Requests.requireValid(known, given));
        var request = Requests.create(Requests.Subject.published(definition.id(), subject), given, workspace);
        return session.sealed(request, plan);
    }
}
