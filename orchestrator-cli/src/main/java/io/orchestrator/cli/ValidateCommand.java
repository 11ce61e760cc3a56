package io.orchestrator.cli;

import io.orchestrator.compile.Compilation;
import io.orchestrator.compile.PlanDiagram;
import io.orchestrator.compile.PlanText;
import io.orchestrator.compile.Report;
import io.orchestrator.json.Json;
import io.orchestrator.model.Finding;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        description = "Compiles workflows and prints everything that is wrong with them; the exit code is 2 where one "
                + "cannot run.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

    /** How a plan is shown. */
    enum Graph {
        TEXT,
        MERMAID
    }

    private final Context context;

    @Mixin
    private Where where = new Where();

    @Mixin
    private DialectOption dialect = new DialectOption();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Workflow documents.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "Print JSON: an object for a file, a list of them for several.")
    private boolean json;

    @Option(names = "--strict", description = "Take warnings for errors, unknown keys among them.")
    private boolean strict;

    @Option(names = "--graph", paramLabel = "text|mermaid", description = "Print the plan too.")
    private Optional<Graph> graph = Optional.empty();

    ValidateCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        var compiler = Compilers.forRun(where.settings(context), context.environment());
        var language = dialect.dialect();
        var reports = new ArrayList<Value>();
        var code = Exit.SUCCESS;
        for (var file : files) {
            var compiled = SubWorkflows.of(
                            WorkflowFile.read(file, language), compiler, context.terminal(), called -> called)
                    .workflow()
                    .compile(compiler);
            var compilation = strict ? compiled.strict() : compiled;
            if (json) {
                reports.add(report(file, compilation));
            } else {
                print(file, compilation);
            }
            code = compilation.ok() ? code : Exit.INVALID;
        }
        if (json) {
            context.terminal()
                    .out()
                    .println(Json.writePretty(reports.size() == 1 ? reports.getFirst() : Value.of(reports)));
        }
        return code;
    }

    private Value report(Path file, Compilation compilation) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("file", Value.of(file.toString()));
        fields.putAll(Report.of(compilation).entries());
        compilation.plan().flatMap(this::picture).ifPresent(text -> fields.put("graph", Value.of(text)));
        return Value.of(fields);
    }

    private void print(Path file, Compilation compilation) {
        var out = context.terminal().out();
        compilation.findings().forEach(finding -> out.println(finding.format(file.toString())));
        out.println(
                file + ": " + compilation.plan().map(ValidateCommand::summary).orElseGet(() -> counts(compilation)));
        compilation.plan().flatMap(this::picture).ifPresent(out::print);
    }

    private Optional<String> picture(Plan plan) {
        return graph.map(kind -> switch (kind) {
            case TEXT -> PlanText.print(plan);
            case MERMAID -> PlanDiagram.print(plan);
        });
    }

    private static String summary(Plan plan) {
        return "valid, " + plan.key() + ", " + plan.steps().size() + " steps, plan " + plan.hash();
    }

    private static String counts(Compilation compilation) {
        var counts = new ArrayList<String>();
        for (var severity : List.of(Finding.Severity.ERROR, Finding.Severity.WARNING)) {
            var count = compilation.findings().stream()
                    .filter(finding -> finding.severity() == severity)
                    .count();
            if (count > 0) {
                counts.add(count + " " + severity.name().toLowerCase(Locale.ROOT) + (count == 1 ? "" : "s"));
            }
        }
        return String.join(", ", counts);
    }
}
