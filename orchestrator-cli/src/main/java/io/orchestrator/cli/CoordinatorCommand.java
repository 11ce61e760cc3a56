package io.orchestrator.cli;

import io.orchestrator.config.SettingsPart;
import io.orchestrator.coordinator.Coordinator;
import io.orchestrator.coordinator.CoordinatorConfig;
import io.orchestrator.coordinator.CoordinatorSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "coordinator",
        description = "Runs one coordinator. Settings: coordinator.*, claim.secret (the same on all), topics.prefix.",
        mixinStandardHelpOptions = true)
final class CoordinatorCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Where where = new Where();

    CoordinatorCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        var settings = where.settings(context);
        Connection.required(settings);
        var config = CoordinatorSettings.read(settings);
        SettingsPart.COORDINATOR.finish(settings);
        return UntilInterrupt.serve(
                context,
                () -> started(config),
                coordinator -> "Coordinator " + coordinator.httpUrl().orElse("without HTTP API"),
                Coordinator::onFailure);
    }

    private static Coordinator started(CoordinatorConfig config) {
        var coordinator = Coordinator.create(config);
        coordinator.start();
        return coordinator;
    }
}
