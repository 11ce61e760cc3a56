package io.orchestrator.bench;

import io.orchestrator.config.Settings;
import io.orchestrator.worker.Worker;
import io.orchestrator.worker.WorkerSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A worker process as shipped, with two tools more: one does nothing, one gives a long text. Arguments: {@code key=value}. */
public final class BenchWorker {

    private BenchWorker() {}

    public static void main(String[] arguments) throws InterruptedException {
        var flags = new LinkedHashMap<String, String>();
        for (String argument : arguments) {
            var parts = argument.split("=", 2);
            flags.put(parts[0], parts[1]);
        }
        var settings = Settings.read(Optional.empty(), Map.of(), flags);
        var config = WorkerSettings.read(settings, System.getenv())
                .withTool(new NoopTool())
                .withTool(new FillTool());
        settings.finish();
        var worker = Worker.create(config);
        worker.start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(worker::close));
        new CountDownLatch(1).await();
    }
}
