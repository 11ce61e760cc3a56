package io.orchestrator.cli;

import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.model.WorkflowDefinition;
import io.orchestrator.plan.Plan;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "publish",
        description = "Makes a workflow known, so that jobs can name it; a version never changes once published.",
        mixinStandardHelpOptions = true)
final class PublishCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Where where = new Where();

    @Mixin
    private DialectOption dialect = new DialectOption();

    @Parameters(paramLabel = "FILE", description = "The workflow document.")
    private Path file = Path.of("");

    PublishCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        var filling = new Filling(Compilers.anyModel(), context.terminal());
        var family = SubWorkflows.of(
                filling.fill(WorkflowFile.read(file, dialect.dialect()), () -> Session.running(context, where)),
                Compilers.anyModel(),
                context.terminal(),
                called -> filling.fill(called, () -> Session.running(context, where)));
        var workflow = family.workflow();
        var plan = workflow.plan(Compilers.anyModel(), context.terminal());
        try (var session = Session.forReading(context, where)) {
            family.publish(session.client());
            var published = session.client().publish(definition(plan, workflow));
            context.terminal().out().println(published.key());
            return Exit.SUCCESS;
        }
    }

    static WorkflowDefinition definition(Plan plan, WorkflowFile workflow) {
        return new WorkflowDefinition(
                plan.id(),
                plan.version(),
                workflow.document(),
                Instant.now().toEpochMilli(),
                System.getProperty("user.name", ""));
    }

    /** Publishes; false where the version is published with another text. */
    static boolean tryPublish(OrchestratorClient client, WorkflowDefinition definition) {
        var known = client.workflows().stream()
                .filter(other -> other.key().equals(definition.key()))
                .findFirst();
        if (known.isPresent()) {
            return known.get().document().equals(definition.document());
        }
        client.publish(definition);
        return true;
    }
}
