package io.orchestrator.bench.micro;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.Compilation;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.ModelCatalog;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A document of so many steps to a plan; each step reads the result of the one before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class CompileBenchmark {

    private final Compiler compiler = new Compiler(ToolCatalog.builtIn(), new ModelCatalog(List.of()));

    @Param({"2", "1000", "10000"})
    public int steps;

    private String document;

    @Setup
    public void write() {
        var text = new StringBuilder("id: chain\nname: Chain\nsteps:\n");
        text.append("  - {id: s0, tool: terminal, parameters: {command: \"echo 1\"}}\n");
        for (var i = 1; i < steps; i++) {
            text.append("  - {id: s")
                    .append(i)
                    .append(", tool: terminal, parameters: {command: \"echo {{ s")
                    .append(i - 1)
                    .append(".result.stdout | trim }}\"}}\n");
        }
        document = text.toString();
        var compilation = compiler.compile(document);
        if (!compilation.ok()) {
            throw new IllegalStateException("the document has errors: " + compilation.findings());
        }
    }

    @Benchmark
    public Compilation compile() {
        return compiler.compile(document);
    }
}
