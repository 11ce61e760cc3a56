package io.orchestrator.cli;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.ModelCatalog;
import io.orchestrator.config.Settings;
import java.util.List;

/** The compilers that commands use. */
final class Compilers {

    private Compilers() {}

    /** For documents that run elsewhere: which models there are is for the coordinator there to say. */
    static Compiler anyModel() {
        return new Compiler(ToolCatalog.builtIn(), new ModelCatalog(List.of("*/*")));
    }

    /** For documents that run in this process; on a cluster its coordinator says which models there are. */
    static Compiler forRun(Settings settings) {
        return anyModel();
    }
}
