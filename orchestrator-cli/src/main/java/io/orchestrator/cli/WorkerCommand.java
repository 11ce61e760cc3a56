package io.orchestrator.cli;

import io.orchestrator.config.SettingsPart;
import io.orchestrator.worker.Worker;
import io.orchestrator.worker.WorkerConfig;
import io.orchestrator.worker.WorkerSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "worker",
        description = "Runs one worker: start as many as there is work. Settings: worker.*, workspace.roots, models.*,"
                + " guard.*.",
        mixinStandardHelpOptions = true)
final class WorkerCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Where where = new Where();

    WorkerCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        var settings = where.settings(context);
        Connection.required(settings);
        var config = WorkerSettings.read(settings, context.environment());
        SettingsPart.WORKER.finish(settings);
        return UntilInterrupt.serve(context, () -> started(config), worker -> "Worker " + worker.id());
    }

    private static Worker started(WorkerConfig config) {
        var worker = Worker.create(config);
        worker.start();
        return worker;
    }
}
