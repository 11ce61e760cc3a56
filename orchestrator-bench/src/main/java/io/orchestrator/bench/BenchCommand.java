package io.orchestrator.bench;

import io.orchestrator.cli.Subcommand;
import io.orchestrator.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code orchestrator bench}: the workloads and, in the same run, Kafka's own limits on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measure the engine on this machine: broker, registry and coordinator in this process, the worker in another.",
            "W1: jobs of sequential no-op steps, many at once. W2: one job at a time. W3: parallel steps and a join."
        })
public final class BenchCommand implements Subcommand {

    @Option(
            names = "--workloads",
            split = ",",
            defaultValue = "W1,W2,W3",
            description = "Which (default: ${DEFAULT-VALUE}).")
    private Set<String> workloads = new LinkedHashSet<>();

    @Option(names = "--jobs", defaultValue = "5000", description = "Jobs of W1 (default: ${DEFAULT-VALUE}).")
    private int jobs;

    @Option(names = "--window", defaultValue = "100", description = "Jobs of W1 at once (default: ${DEFAULT-VALUE}).")
    private int window;

    @Option(
            names = "--steps",
            defaultValue = "10",
            description = "Steps of a job of W1 and W2 (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--single-jobs", defaultValue = "300", description = "Jobs of W2 (default: ${DEFAULT-VALUE}).")
    private int singleJobs;

    @Option(
            names = "--fan-out",
            defaultValue = "100",
            description = "Parallel steps of W3 (default: ${DEFAULT-VALUE}).")
    private int fanOut;

    @Option(names = "--fan-out-jobs", defaultValue = "50", description = "Jobs of W3 (default: ${DEFAULT-VALUE}).")
    private int fanOutJobs;

    @Option(
            names = "--warmup",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = {
                "How long the first workload runs before it is measured (default: ${DEFAULT-VALUE}).",
                "The others run a quarter of it."
            })
    private int warmupSeconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "A setting of coordinator or worker; may be repeated.")
    private Map<String, String> settings = Map.of();

    @Override
    public Integer call() throws Exception {
        check();
        System.out.println("Starting broker, registry and coordinator here, and a worker process ...");
        try (var stack = BenchStack.start(settings)) {
            var cpu = new CpuClock(stack.workers());
            var measurements = new ArrayList<Measurement>();
            for (Workload workload : chosen()) {
                stack.publish(workload);
            }
            try (var client = LoadClient.connect(stack.client())) {
                var runner = new LoadRunner(client, cpu);
                for (Workload workload : chosen()) {
                    System.out.println(workload.name() + ": " + workload.what() + " ...");
                    var warmup = Duration.ofSeconds(warmupSeconds);
                    measurements.add(runner.run(workload, measurements.isEmpty() ? warmup : warmup.dividedBy(4)));
                }
            }
            System.out.println("Limits: share consumer round trip, exactly-once Streams ...");
            var bootstrap = stack.client().bootstrapServers();
            var roundTrip = new ShareRoundTrip(bootstrap).measure();
            var report = new BenchReport(measurements, roundTrip, new StreamsRate(bootstrap).measure());
            System.out.println();
            System.out.print(report.table());
            if (json.isPresent()) {
                Files.writeString(json.get(), Json.writePretty(report.toValue()) + System.lineSeparator());
            }
        }
        return 0;
    }

    private void check() {
        var known = Set.of("W1", "W2", "W3");
        for (String name : workloads) {
            if (!known.contains(name.toUpperCase(Locale.ROOT))) {
                throw new BenchException("--workloads: '" + name + "' is none of W1, W2, W3");
            }
        }
        if (warmupSeconds < 0) {
            throw new BenchException("--warmup must be at least 0, got " + warmupSeconds);
        }
        for (int count : new int[] {jobs, window, steps, singleJobs, fanOut, fanOutJobs}) {
            if (count < 1) {
                throw new BenchException("every count must be at least 1, got " + count);
            }
        }
    }

    private List<Workload> chosen() {
        var chosen = new ArrayList<Workload>();
        for (String name : workloads) {
            switch (name.toUpperCase(Locale.ROOT)) {
                case "W1" -> chosen.add(Workload.sequential(jobs, window, steps));
                case "W2" -> chosen.add(Workload.oneAtATime(singleJobs, steps));
                case "W3" -> chosen.add(Workload.fanOut(fanOutJobs, fanOut));
                default -> throw new BenchException("--workloads: '" + name + "' is none of W1, W2, W3");
            }
        }
        return chosen;
    }
}
