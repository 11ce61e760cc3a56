package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.Compilation;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.ModelCatalog;
import io.orchestrator.model.Call;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Plan;
import java.util.List;
import java.util.Objects;

/** Jobs of documents, for tests of what a document and its run come to together. */
final class Workflows {

    private static final Compiler COMPILER =
            new Compiler(ToolCatalog.builtIn(), new ModelCatalog(List.of("local/small")));

    private Workflows() {}

    static Compilation compile(String steps) {
        return compile("{who: nobody}", steps);
    }

    static Compilation compile(String inputs, String steps) {
        return COMPILER.compile("id: test\nname: Test\ninputs: " + inputs + "\n" + steps);
    }

    static Plan plan(String steps) {
        return plan("{who: nobody}", steps);
    }

    static Plan plan(String inputs, String steps) {
        var compilation = compile(inputs, steps);
        return compilation.plan().orElseThrow(() -> new AssertionError(compilation.findings()));
    }

    static JobDriver submitted(String steps) {
        return JobDriver.submitted(plan(steps));
    }

    /** The command that a step gives the terminal. */
    static String command(JobDriver job, String step) {
        var call = (Call.Tool) job.command(step).call();
        return call.parameters().get("command") instanceof Value.Text text ? text.value() : "";
    }

    /** An output of a job that has completed. */
    static Value output(JobDriver job, String name) {
        assertThat(job.root().status()).as(() -> "" + job.root().failure()).isEqualTo(JobStatus.COMPLETED);
        return Objects.requireNonNull(job.root().outputs().get(name));
    }

    /** The changes of variables, in order. */
    static List<JobFact.VariableChanged> changes(JobDriver job) {
        return job.events.stream()
                .map(event -> event.fact())
                .filter(JobFact.VariableChanged.class::isInstance)
                .map(JobFact.VariableChanged.class::cast)
                .toList();
    }
}
