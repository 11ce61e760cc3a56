package io.orchestrator.bench;

import io.orchestrator.cli.Subcommand;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code orchestrator bench-state}: what the state of jobs costs. */
@Command(
        name = "bench-state",
        mixinStandardHelpOptions = true,
        description = {
            "Measure what the state of jobs costs on this machine: bytes a step, saving and restoring a large job,",
            "a coordinator's recovery without its folder, and memory over many jobs."
        })
public final class StateCommand implements Subcommand {

    private static final double MEGABYTE = 1e6;
    private static final int FILL_BYTES = 50_000;
    private static final int FILL_STEPS = 100;
    private static final int CHUNKS = 10;
    private static final int SOAK_WINDOW = 100;

    @Option(
            names = "--sizes",
            split = ",",
            defaultValue = "10,1000,10000",
            description = "Steps a job whose stored bytes are measured (default: ${DEFAULT-VALUE}).")
    private List<Integer> sizes = List.of();

    @Option(
            names = "--large-steps",
            defaultValue = "100",
            description = "Steps of the job that is saved and restored (default: ${DEFAULT-VALUE}).")
    private int largeSteps;

    @Option(
            names = "--large-mb",
            defaultValue = "10",
            description = "Megabytes of its results (default: ${DEFAULT-VALUE}).")
    private int largeMb;

    @Option(
            names = "--restore-mb",
            defaultValue = "1000",
            description =
                    "Megabytes of results that a coordinator without its folder has to read (default: ${DEFAULT-VALUE}).")
    private int restoreMb;

    @Option(
            names = "--soak-jobs",
            defaultValue = "0",
            description = "Jobs of three steps over which memory is watched (default: ${DEFAULT-VALUE}).")
    private int soakJobs;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "A setting of coordinator or worker; may be repeated.")
    private Map<String, String> settings = Map.of();

    private final Map<String, Value> figures = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        check();
        System.out.println("Starting broker, registry and coordinator here, and a worker process ...");
        try (var stack = BenchStack.start(settings);
                var admin =
                        Admin.create(Map.of("bootstrap.servers", stack.client().bootstrapServers()));
                var load = LoadClient.connect(stack.client())) {
            var runner = new LoadRunner(load, new CpuClock(stack.workers()));
            for (int size : sizes) {
                footprint(stack, admin, runner, size);
            }
            saveAndRestore(stack);
            recovery(stack, admin, runner);
            soak(stack, runner);
        }
        if (json.isPresent()) {
            Files.writeString(json.get(), Json.writePretty(Value.of(figures)) + System.lineSeparator());
        }
        return 0;
    }

    private void check() {
        for (int count : new int[] {largeSteps, largeMb}) {
            if (count < 1) {
                throw new BenchException("--large-steps and --large-mb must be at least 1, got " + count);
            }
        }
        for (int size : sizes) {
            if (size < 1 || size > 100_000) {
                throw new BenchException("--sizes must be 1 to 100000, got " + size);
            }
        }
        if (restoreMb < 0 || soakJobs < 0) {
            throw new BenchException("--restore-mb and --soak-jobs must not be negative");
        }
    }

    /** As many steps for every size, so that what the transactions cost is the same. */
    private void footprint(BenchStack stack, Admin admin, LoadRunner runner, int size) throws Exception {
        var all = sizes.stream().mapToInt(Integer::intValue).max().orElseThrow();
        var jobs = Math.max(1, all / size);
        var workload = Workload.loop(jobs, Math.min(jobs, 100), size);
        stack.publish(workload);
        var events = stack.client().topics().jobEvents();
        var before = LogSizes.now(admin);
        runner.run(workload, Duration.ZERO);
        var after = LogSizes.now(admin);
        double steps = (double) (jobs + workload.window()) * size;
        var stored = (after.changelogs() - before.changelogs()) / steps;
        var told = (after.topic(events) - before.topic(events)) / steps;
        say(String.format(
                Locale.ROOT,
                "%,7d steps a job: %,8.0f bytes of changelog a step, %,8.0f bytes of events",
                size,
                stored,
                told));
        figures.put("changelog_bytes_per_step_at_" + size, Value.of(stored));
        figures.put("event_bytes_per_step_at_" + size, Value.of(told));
    }

    private void saveAndRestore(BenchStack stack) throws Exception {
        var bytes = (int) (largeMb * MEGABYTE / largeSteps);
        var workload = Workload.large(largeSteps, bytes);
        stack.publish(workload);
        try (var client = OrchestratorClient.create(stack.client())) {
            var found = new SavedStates(client).measure(workload, "bench-large");
            say(String.format(
                    Locale.ROOT,
                    "a job of %d steps and %d MB: save p50 %.0f ms, max %.0f ms; restore p50 %.0f ms, max %.0f ms",
                    largeSteps,
                    largeMb,
                    found.save().p50Ms(),
                    found.save().maxMs(),
                    found.restore().p50Ms(),
                    found.restore().maxMs()));
            figures.put("save", found.save().toValue());
            figures.put("restore", found.restore().toValue());
        }
    }

    private void recovery(BenchStack stack, Admin admin, LoadRunner runner) throws Exception {
        if (restoreMb == 0) {
            return;
        }
        var bare = stack.recover();
        var before = LogSizes.now(admin).changelogs();
        var jobs = (int) Math.max(1, restoreMb * MEGABYTE / ((double) FILL_BYTES * FILL_STEPS));
        var workload = Workload.fill(jobs, Math.min(4, jobs), FILL_STEPS, FILL_BYTES);
        stack.publish(workload);
        say(String.format(Locale.ROOT, "filling the stores: %s ...", workload.what()));
        runner.run(workload, Duration.ZERO);
        var megabytes = (LogSizes.now(admin).changelogs() - before) / MEGABYTE;
        var took = stack.recover();
        var rate = megabytes / Math.max(0.001, took.minus(bare).toMillis() / 1e3);
        say(String.format(
                Locale.ROOT,
                "a coordinator without its folder works again after %.1f s with %.0f MB more of changelog, %.1f s"
                        + " without: %.0f MB/s",
                took.toMillis() / 1e3,
                megabytes,
                bare.toMillis() / 1e3,
                rate));
        figures.put("recovered_mb", Value.of(megabytes));
        figures.put("recovery_s", Value.of(took.toMillis() / 1e3));
        figures.put("recovery_without_s", Value.of(bare.toMillis() / 1e3));
        figures.put("recovery_mb_per_s", Value.of(rate));
    }

    private void soak(BenchStack stack, LoadRunner runner) throws Exception {
        if (soakJobs == 0) {
            return;
        }
        var chunk = Workload.sequential(Math.max(1, soakJobs / CHUNKS - SOAK_WINDOW), SOAK_WINDOW, 3);
        stack.publish(chunk);
        for (int i = 1; i <= CHUNKS; i++) {
            var measured = runner.run(chunk, Duration.ZERO);
            var megabytes = usedHeap() / MEGABYTE;
            var jobs = i * (chunk.jobs() + chunk.window());
            say(String.format(
                    Locale.ROOT,
                    "after %,9d jobs: %,.0f MB of heap in use, %.0f jobs/s",
                    jobs,
                    megabytes,
                    measured.jobsPerSecond()));
            figures.put("heap_mb_after_" + jobs + "_jobs", Value.of(megabytes));
        }
    }

    /** After a collection, in this process: broker, registry, coordinator and client. */
    private static long usedHeap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
