package io.orchestrator.cli;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.ModelCatalog;
import io.orchestrator.config.Settings;
import io.orchestrator.worker.WorkerSettings;
import io.orchestrator.worker.model.ConfiguredModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The compilers that commands use. */
final class Compilers {

    private Compilers() {}

    /** For documents that run elsewhere: which models there are is for the coordinator there to say. */
    static Compiler anyModel() {
        return new Compiler(ToolCatalog.builtIn(), new ModelCatalog(List.of("*/*")));
    }

    /** For documents that run in this process; on a cluster its coordinator says which models there are. */
    static Compiler forRun(Settings settings, Map<String, String> environment) {
        if (Connection.configured(settings).isPresent()) {
            return anyModel();
        }
        var models = settings.list("coordinator.models", List.of());
        var patterns = new ArrayList<String>();
        settings.text("auto.model").ifPresent(patterns::add);
        patterns.addAll(
                models.isEmpty()
                        ? ConfiguredModels.patterns(
                                WorkerSettings.read(settings, environment).models())
                        : models);
        return new Compiler(ToolCatalog.builtIn(), new ModelCatalog(patterns));
    }
}
