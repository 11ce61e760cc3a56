package io.orchestrator.cli;

import io.orchestrator.compile.schema.WorkflowSchema;
import io.orchestrator.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "schema",
        description = "Prints the JSON Schema of workflow documents, for editors.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {

    private final Context context;

    SchemaCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        context.terminal().out().println(Json.writePretty(WorkflowSchema.json()));
        return Exit.SUCCESS;
    }
}
