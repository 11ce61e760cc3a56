package io.orchestrator.cli;

import io.orchestrator.json.Json;
import io.orchestrator.model.Finding;
import io.orchestrator.model.Value;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        description = "Compiles a workflow and prints everything that is wrong with it.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Where where = new Where();

    @Parameters(paramLabel = "FILE", description = "The workflow document.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    ValidateCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        var compiler = Compilers.forRun(where.settings(context), context.environment());
        var workflow = SubWorkflows.of(WorkflowFile.read(file), compiler, context.terminal(), called -> called)
                .workflow();
        var compilation = workflow.compile(compiler);
        var out = context.terminal().out();
        if (json) {
            out.println(Json.writePretty(
                    Value.of(compilation.findings().stream().map(this::toValue).toList())));
        } else {
            compilation.findings().forEach(finding -> out.println(finding.format(file.toString())));
            compilation
                    .plan()
                    .ifPresent(plan -> out.println(file + ": valid, " + plan.key() + ", "
                            + plan.steps().size() + " steps, plan " + plan.hash()));
        }
        return compilation.ok() ? Exit.SUCCESS : Exit.INVALID;
    }

    private Value toValue(Finding finding) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("severity", Value.of(finding.severity().name().toLowerCase(Locale.ROOT)));
        fields.put("code", Value.of(finding.code()));
        fields.put("file", Value.of(file.toString()));
        fields.put("line", Value.of(finding.line()));
        fields.put("column", Value.of(finding.column()));
        fields.put("message", Value.of(finding.message()));
        fields.put("hint", Value.of(finding.hint()));
        return Value.of(fields);
    }
}
